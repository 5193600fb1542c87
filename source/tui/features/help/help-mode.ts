import {modeKind, type Mode} from '../../state/mode.js';

/** The help screen. */
export type HelpMode = Mode & {
	readonly kind: 'help';
	/** Index of the first visible line. */
	readonly top: number;
	/** The previous mode. */
	readonly back: Mode;
};

export const helpMode = modeKind<HelpMode>('help');
