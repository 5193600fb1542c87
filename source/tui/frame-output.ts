import {Writable} from 'node:stream';
import type {WriteStream} from 'node:tty';
import type {Frame} from './screen-store.js';
import {sizeOf} from './terminal-size.js';

/** Ink brackets each frame in these (synchronized output, DEC mode 2026). */
const frameStart = '\u{1B}[?2026h';
const frameEnd = '\u{1B}[?2026l';

const alternateScreenExit = '\u{1B}[?1049l';

/** Reset style, cursor home, erase below: the next frame starts on a clean screen. */
const cleanSlate = '\u{1B}[0m\u{1B}[H\u{1B}[J';

export type TerminalStream = Pick<WriteStream, 'write' | 'on' | 'off' | 'writableLength'> & {
	readonly columns?: number;
	readonly rows?: number;
};

/** Erased first: after a full row the cursor still stands on its last column, and would erase it. */
const writeRow = (text: string, row: number): string => `\u{1B}[${row + 1}H\u{1B}[2K${text}`;

const changesBetween = (shown: Frame, wanted: Frame): string => {
	let changes = '';
	const count = Math.max(shown.length, wanted.length);
	for (let row = 0; row < count; row++) {
		const text = wanted[row] ?? '';
		if (text !== (shown[row] ?? '')) {
			changes += writeRow(text, row);
		}
	}

	return changes;
};

/**
The stream that Ink draws to. Ink's output only signals a new frame; its changed rows are sent. While the terminal does not keep up nothing
is sent, so that at most one frame is buffered, and the newest follows.
*/
export class FrameOutput extends Writable {
	readonly #terminal: TerminalStream;
	readonly #getFrame: () => Frame;
	/** Output since a frame began. */
	#chunks: string[] | undefined;
	/** The rows on the terminal; undefined if unknown. */
	#shown: Frame | undefined;
	#isBehind = false;
	/** Whether Ink has drawn since the screen was opened. */
	#hasScreen = false;

	readonly #catchUp = (): void => {
		if (this.#isBehind) {
			this.#send();
		}
	};

	/** Draws the result of `getFrame` whenever Ink draws. */
	constructor(terminal: TerminalStream, getFrame: () => Frame) {
		super({decodeStrings: false});
		this.#terminal = terminal;
		this.#getFrame = getFrame;
	}

	#take(chunk: string): void {
		if (chunk === frameStart) {
			this.#chunks = [];
		} else if (chunk === frameEnd) {
			this.#endFrame(this.#chunks ?? []);
			this.#chunks = undefined;
		} else if (this.#chunks) {
			this.#chunks.push(chunk);
		} else {
			if (chunk === alternateScreenExit) {
				this.#hasScreen = false;
				this.#shown = undefined;
			}

			// Mode switches (cursor, alternate screen, paste) are never dropped, or the terminal would be left in the wrong state.
			this.#terminal.write(chunk, this.#catchUp);
		}
	}

	/** The last chunk represents the frame; other output with it may have changed the screen. */
	#endFrame(chunks: readonly string[]): void {
		this.#hasScreen = true;
		const others = chunks.slice(0, -1).join('');
		if (others !== '') {
			this.#shown = undefined;
		}

		this.#send(others);
	}

	#send(others = ''): void {
		this.#isBehind = this.isBackedUp;
		if (this.#isBehind || !this.#hasScreen) {
			return;
		}

		const frame = this.#getFrame();
		const changes = this.#shown ? changesBetween(this.#shown, frame) : cleanSlate + changesBetween([], frame);
		this.#shown = frame;
		if (changes !== '') {
			this.#terminal.write(frameStart + others + changes + frameEnd, this.#catchUp);
		}
	}

	get isTTY(): boolean {
		return true;
	}

	get columns(): number {
		return sizeOf(this.#terminal).columns;
	}

	get rows(): number {
		return sizeOf(this.#terminal).rows;
	}

	/** Whether output is still buffered. */
	get isBackedUp(): boolean {
		return this.#terminal.writableLength > 0;
	}

	/** Redraws the whole frame. */
	redraw(): void {
		this.#shown = undefined;
		this.#send();
	}

	/** Waits until all output is written, at most so many milliseconds. Returns whether it was. */
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
