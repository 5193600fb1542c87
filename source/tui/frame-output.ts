import {Writable} from 'node:stream';
import type {WriteStream} from 'node:tty';
import type {Size} from './state/screen-state.js';

/** Ink brackets each frame in these (synchronized output, DEC mode 2026). */
const frameStart = '\u{1B}[?2026h';
const frameEnd = '\u{1B}[?2026l';

/** Plain style, cursor home, erase all below: the next frame starts on a clean screen wherever the cursor was. */
const cleanSlate = '\u{1B}[0m\u{1B}[H\u{1B}[J';

export type TerminalStream = Pick<WriteStream, 'write' | 'on' | 'off' | 'writableLength'> & {
	readonly columns?: number;
	readonly rows?: number;
};

/**
The stream that Ink draws to. Whole frames pass through to the terminal while it keeps up; while it does not they are dropped, so that
never more than one frame waits, and the screen is drawn anew as soon as the terminal reads again.
*/
export class FrameOutput extends Writable {
	readonly #terminal: TerminalStream;
	readonly #onTorn: () => void;
	#frame: string[] | undefined;
	#isTorn = false;
	#isMuted = false;
	#hasCleanSlate = false;

	readonly #handleWritten = (): void => {
		if (!this.#isTorn || this.isBackedUp) {
			return;
		}

		this.#isTorn = false;
		this.#onTorn();
	};

	columns: number;
	rows: number;

	/** Draws to a terminal. `onTorn` is called when it reads again after frames were dropped: the screen has to be drawn anew. */
	constructor(terminal: TerminalStream, {columns, rows}: Size, onTorn: () => void) {
		super({decodeStrings: false});
		this.#terminal = terminal;
		this.#onTorn = onTorn;
		this.columns = columns;
		this.rows = rows;
	}

	#take(chunk: string): void {
		if (this.#isMuted) {
			// What makes Ink forget its last frame would only move the cursor.
		} else if (chunk === frameStart) {
			this.#frame = [];
		} else if (chunk === frameEnd) {
			this.#send((this.#frame ?? []).join(''));
			this.#frame = undefined;
		} else if (this.#frame) {
			this.#frame.push(chunk);
		} else {
			// Short switches (cursor, alternate screen, paste mode): never dropped, or the terminal would be left in the wrong state.
			this.#terminal.write(chunk, this.#handleWritten);
		}
	}

	#send(frame: string): void {
		if (this.isBackedUp) {
			this.#isTorn = true;
			return;
		}

		const slate = this.#hasCleanSlate ? '' : cleanSlate;
		this.#hasCleanSlate = true;
		this.#terminal.write(frameStart + slate + frame + frameEnd, this.#handleWritten);
	}

	get isTTY(): boolean {
		return true;
	}

	/** Whether the terminal has not yet taken all it was sent. */
	get isBackedUp(): boolean {
		return this.#terminal.writableLength > 0;
	}

	resize({columns, rows}: Size): void {
		this.columns = columns;
		this.rows = rows;
	}

	/** Lets the next frame start on a clean screen. What `forget` writes (to make the drawer forget what it drew) is not sent. */
	startAnew(forget: () => void): void {
		this.#hasCleanSlate = false;
		this.#isMuted = true;
		forget();
		this.#isMuted = false;
	}

	/** Waits until the terminal has taken everything, but at most so many milliseconds. Tells whether it has. */
	async flush(timeout: number): Promise<boolean> {
		const {promise, resolve} = Promise.withResolvers<void>();
		const timer = setTimeout(resolve, timeout);
		this.#terminal.write('', () => {
			resolve();
		});
		await promise;
		clearTimeout(timer);
		return !this.isBackedUp;
	}

	override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
		this.#take(chunk);
		done();
	}
}
