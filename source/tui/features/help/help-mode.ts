import type {Mode} from '../../state/mode.js';

/** The help screen. */
export type HelpMode = {
	readonly kind: 'help';
	/** Index of the first visible line. */
	readonly top: number;
	/** The previous mode. */
	readonly back: Mode;
};
