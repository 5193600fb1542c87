import {Readable} from 'node:stream';
import type {ReadStream} from 'node:tty';
import {
	groundAnswer,
	groundAnswerBeginning,
	groundOf,
	isSurelyAnswer,
	type Ground,
} from './ground.js';

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

/** How long the rest of a report may take, in milliseconds; an escape key waits as long while there may be one. */
const patience = 30;

/** The same for what nobody types: pieces of an answer may be long on their way. */
const answerPatience = 2000;

const patienceWith = (held: string): number => held.startsWith('\u{1B}]') || isSurelyAnswer(held) ? answerPatience : patience;

const actions: Readonly<Record<number, MouseReport['action']>> = {0: 'press', 64: 'wheel-up', 65: 'wheel-down'};

type TerminalInputOptions = {
	readonly onMouse: (report: MouseReport) => void;
	/** Called with what the terminal says it draws on. */
	readonly onGround: (ground: Ground) => void;
};

/** The keyboard as Ink reads it, without what the mouse and the terminal itself have to say. */
export class TerminalInput extends Readable {
	readonly #stdin: ReadStream;
	readonly #options: TerminalInputOptions;
	#held = '';
	#timer: NodeJS.Timeout | undefined;
	#onLine: (() => void) | undefined;
	/** Whether reports of the mouse are to be expected at all. */
	hasMouse = false;
	/** Whether the terminal has been asked what it draws on, and has not answered yet. */
	awaitsGround = false;

	readonly #handleData = (chunk: string): void => {
		clearTimeout(this.#timer);
		const text = this.#withoutReports(this.#withoutAnswers(this.#held + chunk));
		this.#held = this.#beginningIn(text);
		this.#pass(text.slice(0, text.length - this.#held.length));
		if (this.#held !== '') {
			this.#timer = setTimeout(this.#giveUp, patienceWith(this.#held));
		}
	};

	/** The rest of what has begun has not come. */
	readonly #giveUp = (): void => {
		if (isSurelyAnswer(this.#held)) {
			this.awaitsGround = false;
		} else {
			this.#pass(this.#held);
		}

		this.#held = '';
	};

	constructor(stdin: ReadStream, options: TerminalInputOptions) {
		super({encoding: 'utf8'});
		this.#stdin = stdin;
		this.#options = options;
		stdin.setEncoding('utf8');
		stdin.on('data', this.#handleData);
		// Whoever read from it before, such as a prompt, leaves it paused.
		stdin.resume();
	}

	#pass(text: string): void {
		if (text === '') {
			return;
		}

		if (this.#onLine) {
			this.#onLine();
		} else {
			this.push(text);
		}
	}

	/** What may go on in the next chunk. */
	#beginningIn(text: string): string {
		// An answer may end with an escape, which is not the beginning of a report then.
		const found = (this.awaitsGround ? groundAnswerBeginning.exec(text) : undefined) ?? (this.hasMouse ? beginning.exec(text) : undefined);
		return found?.[0] ?? '';
	}

	#withoutAnswers(text: string): string {
		return text.replaceAll(groundAnswer, (_whole, color: string) => {
			this.awaitsGround = false;
			const ground = groundOf(color);
			if (ground !== undefined) {
				this.#options.onGround(ground);
			}

			return '';
		});
	}

	#withoutReports(text: string): string {
		return this.hasMouse
			? text.replaceAll(report, (_whole, button: string, column: string, row: string, end: string) => {
				const action = actions[Number(button)];
				if (action !== undefined && end === 'M') {
					this.#options.onMouse({action, column: Number(column) - 1, row: Number(row) - 1});
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
