import type {Status} from '../../model/status.js';
import type {ScreenOutput, TerminalStream} from './screen-output.js';
import {setBlocking} from './terminal-blocking.js';
import type {TerminalInput} from './terminal-input.js';
import {TerminalTitle} from './terminal-title.js';

/** Presses and the wheel, with coordinates of any size. */
const mouseOn = '\u{1B}[?1000h\u{1B}[?1006h';

/** Mouse and focus reports left on by a previous program would arrive as keys. */
const reportsOff = '\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?1004l';

/** How long to wait at most for a terminal that does not read, in milliseconds. */
const flushTimeout = 1000;

type TerminalModesOptions = {
	readonly stdout: TerminalStream;
	readonly stderr: unknown;
	readonly output: ScreenOutput;
	readonly input: TerminalInput;
	/** Whether the terminal belongs to something else for now. */
	readonly isSuspended: () => boolean;
};

/** The modes of the terminal that Ink neither sets nor resets: mouse reports, the title, and that writing never blocks. */
export class TerminalModes {
	readonly #options: TerminalModesOptions;
	readonly #title: TerminalTitle;

	constructor(options: TerminalModesOptions) {
		this.#options = options;
		this.#title = new TerminalTitle(sequence => {
			this.write(sequence);
		});
	}

	#setBlocking(isBlocking: boolean): void {
		setBlocking(this.#options.stdout, isBlocking);
		setBlocking(this.#options.stderr, isBlocking);
	}

	/** Before anything is drawn. */
	open(status: Status): void {
		const {stdout, input} = this.#options;
		this.neverBlock();
		// What is typed meanwhile would be echoed into the screen.
		input.setRawMode(true);
		// Ink draws from where the cursor stands.
		stdout.write(`\r${reportsOff}`);
		this.#title.open();
		this.#title.show(status);
	}

	/** Necessary again after each child process that inherits the streams: it gets them blocking, and they are the same. */
	neverBlock(): void {
		this.#setBlocking(false);
	}

	/** Short sequences: a terminal that does not read must not get them later, out of context. */
	write(sequence: string): void {
		const {stdout, output, isSuspended} = this.#options;
		if (!output.isBackedUp && !isSuspended()) {
			stdout.write(sequence);
		}
	}

	setMouse(isOn: boolean): void {
		const {stdout, input} = this.#options;
		input.hasMouse = isOn;
		stdout.write(isOn ? mouseOn : reportsOff);
	}

	show(status: Status): void {
		this.#title.show(status);
	}

	/** Before the terminal is left to something else. */
	leave(): void {
		this.setMouse(false);
		this.#title.close();
	}

	comeBack(hasMouse: boolean): void {
		this.#title.open();
		this.setMouse(hasMouse);
	}

	/** Once the screen is closed. */
	giveBack(): void {
		const {stdout, output} = this.#options;
		if (!output.isBackedUp) {
			stdout.write(reportsOff);
			this.#title.close();
		}
	}

	/** A terminal that still does not read must not block the next writer. */
	async release(): Promise<void> {
		if (await this.#options.output.flush(flushTimeout)) {
			this.#setBlocking(true);
		}
	}
}
