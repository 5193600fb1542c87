import type {Ability} from '../../model/abilities.js';
import type {ScreenState} from '../state/screen-state.js';
import type {Context} from './contexts.js';

export type Command = {
	readonly id: string;
	readonly context: Context;
	/** Names as in `KeyPress`. */
	readonly keys: readonly [string, ...string[]];
	/** A word or two for the footer. */
	readonly label: string;
	/** A sentence for the help screen, the palette and the readme. */
	readonly help: string;
	/** Its place in the footer when space gets scarce, the highest stays longest; absent when it is never shown there. */
	readonly footer?: number;
	/** The command that does the opposite, whose key stands beside its own in the footer. */
	readonly counterpart?: string;
	/** Whether it changes the pool, the settings or the traffic: left out where the screen may only look. */
	readonly isChange?: true;
	/** What the engine has to be able to do; without it, the command is not offered, and its key says why. */
	readonly needs?: Ability;
	/** Whether it would do anything now; always, when absent. */
	readonly applies?: (state: ScreenState) => boolean;
	/** The label as things stand, where that depends. */
	readonly labelNow?: (state: ScreenState) => string;
};
