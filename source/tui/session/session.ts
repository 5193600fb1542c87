import type {Control} from '../../model/control.js';
import type {ScreenTheme} from '../../model/screen-theme.js';
import type {Tone} from '../look/theme.js';

/** The interface of commands to the screen. */
export type SessionOf<State> = {
	readonly state: State;
	readonly control: Control;
	change(change: Partial<State>): void;
	/** Milliseconds since the epoch. */
	clock(): number;
	notify(text: string, tone: Tone): void;
	/** Copies text to the clipboard of the user's terminal, and says where it went; undefined if it is too long. */
	copy(text: string): Promise<string | undefined>;
	/** Opens a text in the user's editor, with the screen suspended; undefined without an editor. */
	edit(text: string): Promise<string | undefined>;
	/** Polls the control without waiting for the next round. */
	refresh(): void;
	/** Turns mouse reporting on or off. */
	setMouse(isOn: boolean): void;
	/** Changes the colours of this screen. */
	setTheme(theme: ScreenTheme): void;
	/** Suspends the screen; the proxy keeps running. */
	suspend(): void;
	/** Redraws every row. */
	redraw(): void;
	quit(): void;
};
