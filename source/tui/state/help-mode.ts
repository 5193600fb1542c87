import type {Mode} from './mode.js';

/** The help is on the screen. */
export type HelpMode = {
	readonly kind: 'help';
	/** Index of its first line on the screen. */
	readonly top: number;
	/** What was on the screen before, and comes back. */
	readonly back: Mode;
};
