import {Buffer} from 'node:buffer';
import {Readable} from 'node:stream';
import type {ReadStream} from 'node:tty';
import {ByteDecoder} from './byte-decoder.js';
import {ControlSequences} from './control-sequences.js';
import {groundAnswer, groundOf, type Ground} from './ground.js';
import {readMouse, type MouseReport} from './mouse-report.js';

/** Timeout for the rest of a character, in milliseconds. */
const characterTimeout = 30;

type TerminalInputOptions = {
	readonly onMouse: (report: MouseReport) => void;
	/** Called with the reported background. */
	readonly onGround: (ground: Ground) => void;
};

/** Keyboard input for Ink, without reports of the mouse and the terminal. */
export class TerminalInput extends Readable {
	readonly #stdin: ReadStream;
	readonly #options: TerminalInputOptions;
	readonly #decoder = new ByteDecoder();
	readonly #sequences: ControlSequences;
	#timer: NodeJS.Timeout | undefined;
	#immediate: NodeJS.Immediate | undefined;
	#onLine: (() => void) | undefined;
	/** Whether mouse reports are handled. */
	hasMouse = false;

	readonly #handleData = (chunk: Buffer | string): void => {
		this.#stopWaiting();
		this.#sequences.read(this.#decoder.read(Buffer.from(chunk)));
		this.#wait();
	};

	constructor(stdin: ReadStream, options: TerminalInputOptions) {
		super({encoding: 'utf8'});
		this.#stdin = stdin;
		this.#options = options;
		this.#sequences = new ControlSequences({
			onKeys: text => {
				this.#pass(text);
			},
			onReport: sequence => {
				this.#readReport(sequence);
			},
			onAnswer(content) {
				const ground = groundOf(groundAnswer.exec(content)?.groups?.['color'] ?? '');
				if (ground !== undefined) {
					options.onGround(ground);
				}
			},
		}, () => performance.now());
		stdin.on('data', this.#handleData);
		// A previous reader, such as a prompt, leaves it paused.
		stdin.resume();
	}

	#wait(): void {
		const timeout = this.#decoder.isWaiting ? characterTimeout : this.#sequences.timeout;
		if (timeout !== undefined) {
			this.#timer = setTimeout(() => {
				// On a busy machine the rest may have arrived without having been read.
				this.#immediate = setImmediate(this.#giveUp);
			}, timeout);
		}
	}

	#stopWaiting(): void {
		clearTimeout(this.#timer);
		clearImmediate(this.#immediate);
	}

	/** Timeout of a sequence. */
	readonly #giveUp = (): void => {
		if (this.#decoder.isWaiting) {
			this.#sequences.read(this.#decoder.end());
		} else {
			this.#sequences.giveUp();
		}

		this.#wait();
	};

	#pass(text: string): void {
		if (this.#onLine) {
			this.#onLine();
		} else {
			this.push(text);
		}
	}

	#readReport(sequence: string): void {
		const report = readMouse(sequence);
		if (this.hasMouse && report) {
			this.#options.onMouse(report);
		}
	}

	get isTTY(): boolean {
		return true;
	}

	/** Resolves with the next input, which goes nowhere else. */
	async nextLine(): Promise<void> {
		return new Promise(resolve => {
			this.#onLine = () => {
				this.#onLine = undefined;
				resolve();
			};
		});
	}

	/** Cancels waiting for it, as if it had been typed. */
	endLine(): void {
		this.#onLine?.();
	}

	/** Leaves the keyboard to another program. */
	lend(): void {
		this.#stopWaiting();
		this.#stdin.pause();
	}

	/** Takes it back. */
	takeBack(): void {
		this.#stdin.resume();
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

	/** Releases the keyboard. */
	close(): void {
		this.#stopWaiting();
		this.#stdin.off('data', this.#handleData);
		this.#stdin.pause();
	}

	override _read(): void {
		// What is typed comes by itself.
	}
}
