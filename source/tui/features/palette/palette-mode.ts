import type {LiveSetting} from '../../../model/live-setting.js';
import {modeKind, type Mode} from '../../state/mode.js';
import type {TextField} from '../../state/text-field.js';

/** The command palette. */
export type PaletteMode = Mode & {
	readonly kind: 'palette';
	readonly field: TextField;
	/** Index of the selected entry. */
	readonly choice: number;
	/** As they were when it opened. */
	readonly settings: readonly LiveSetting[];
	/** The previous mode. */
	readonly back: Mode;
};

export const paletteMode = modeKind<PaletteMode>('palette');
