import type {Control} from '../model/control.js';
import type {ScreenState} from './state/screen-state.js';
import type {Tone} from './theme.js';

/** What a command may touch. */
export type Session = {
	readonly state: ScreenState;
	readonly control: Control;
	change(change: Partial<ScreenState>): void;
	/** Milliseconds since the epoch. */
	clock(): number;
	/** Shows a sentence for a while. */
	notify(text: string, tone: Tone): void;
	/** Puts text into the clipboard of the person's terminal. Tells in words where it went; undefined when it is too long for any. */
	copy(text: string): Promise<string | undefined>;
	/** Asks the control for what is new, without waiting for the next round. */
	refresh(): void;
	/** Asks the terminal to report the mouse, or no longer to. */
	setMouse(isOn: boolean): void;
	/** Takes the screen off for a while; the proxy goes on. */
	suspend(): void;
	/** Draws every row anew, also those that should be on the screen already. */
	redraw(): void;
	quit(): void;
};
