import type {Ability} from '../model/abilities.js';
import type {ScreenState} from './state/screen-state.js';
import type {Context} from './contexts.js';

export type Command = {
	readonly id: string;
	readonly context: Context;
	/** Names as in `KeyPress`. */
	readonly keys: readonly [string, ...string[]];
	/** Label in the footer. */
	readonly label: string;
	/** Text in the help, the palette and the readme. */
	readonly help: string;
	/** Priority in the footer, the highest stays longest; without one the footer never shows it. */
	readonly footer?: number;
	/** The opposite command, shown next to it in the footer. */
	readonly counterpart?: string;
	/** Whether it changes the pool, the settings or the traffic; removed from a read-only screen. */
	readonly isChange?: true;
	/** What the engine has to be able to do; without it, the command is not offered, and its key says why. */
	readonly needs?: Ability;
	/** Whether it has an effect now; always by default. */
	readonly applies?: (state: ScreenState) => boolean;
	/** The label in this state. */
	readonly labelNow?: (state: ScreenState) => string;
};
