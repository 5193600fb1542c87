import {Readable} from 'node:stream';
import type {ReadStream} from 'node:tty';

/** What the mouse did, in cells from the top left corner, which is 0, 0. */
export type MouseReport = {
	readonly action: 'press' | 'wheel-up' | 'wheel-down';
	readonly column: number;
	readonly row: number;
};

/** As xterm reports the mouse in its SGR mode: button, column, row; a small m when the button is let go. */
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- Terminals speak in these.
const report = /\u{1B}\[<(?<button>\d+);(?<column>\d+);(?<row>\d+)(?<end>m)/giv;

/** The beginning of a report whose rest may be on its way. */
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- Terminals speak in these.
const beginning = /\u{1B}(?:\[(?:<[\d;]{0,20})?)?$/v;

/** How long the rest of a report may take, in milliseconds; an escape key waits as long while the mouse is on. */
const patience = 30;

const actions: Readonly<Record<number, MouseReport['action']>> = {0: 'press', 64: 'wheel-up', 65: 'wheel-down'};

/** The keyboard as Ink reads it, without what the mouse has to say: that goes to `onMouse`. */
export class TerminalInput extends Readable {
	readonly #stdin: ReadStream;
	readonly #onMouse: (report: MouseReport) => void;
	#held = '';
	#timer: NodeJS.Timeout | undefined;
	#onLine: (() => void) | undefined;
	/** Whether reports are to be expected at all. */
	hasMouse = false;

	readonly #handleData = (chunk: string): void => {
		if (this.#onLine) {
			this.#onLine();
			return;
		}

		clearTimeout(this.#timer);
		const text = this.#withoutReports(this.#held + chunk);
		this.#held = this.hasMouse ? beginning.exec(text)?.[0] ?? '' : '';
		this.#pass(text.slice(0, text.length - this.#held.length));
		if (this.#held !== '') {
			this.#timer = setTimeout(() => {
				this.#pass(this.#held);
				this.#held = '';
			}, patience);
		}
	};

	constructor(stdin: ReadStream, onMouse: (report: MouseReport) => void) {
		super({encoding: 'utf8'});
		this.#stdin = stdin;
		this.#onMouse = onMouse;
		stdin.setEncoding('utf8');
		stdin.on('data', this.#handleData);
		// Whoever read from it before, such as a prompt, leaves it paused.
		stdin.resume();
	}

	#pass(text: string): void {
		if (text !== '') {
			this.push(text);
		}
	}

	#withoutReports(text: string): string {
		return this.hasMouse
			? text.replaceAll(report, (_whole, button: string, column: string, row: string, end: string) => {
				const action = actions[Number(button)];
				if (action !== undefined && end === 'M') {
					this.#onMouse({action, column: Number(column) - 1, row: Number(row) - 1});
				}

				return '';
			})
			: text;
	}

	get isTTY(): boolean {
		return true;
	}

	/** Resolves with the next thing typed, which goes nowhere else. */
	async nextLine(): Promise<void> {
		return new Promise(resolve => {
			this.#onLine = () => {
				this.#onLine = undefined;
				resolve();
			};
		});
	}

	/** Gives up waiting for it, as if it had been typed. */
	endLine(): void {
		this.#onLine?.();
	}

	setRawMode(isRaw: boolean): this {
		this.#stdin.setRawMode(isRaw);
		return this;
	}

	ref(): this {
		this.#stdin.ref();
		return this;
	}

	unref(): this {
		this.#stdin.unref();
		return this;
	}

	/** Leaves the keyboard to whoever reads it next. */
	close(): void {
		clearTimeout(this.#timer);
		this.#stdin.off('data', this.#handleData);
		this.#stdin.pause();
	}

	override _read(): void {
		// What is typed comes by itself.
	}
}
