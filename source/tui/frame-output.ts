import {Writable} from 'node:stream';
import type {WriteStream} from 'node:tty';
import type {Frame} from './screen-store.js';
import {sizeOf} from './terminal-size.js';

/** Ink brackets each frame in these (synchronized output, DEC mode 2026). */
const frameStart = '\u{1B}[?2026h';
const frameEnd = '\u{1B}[?2026l';

const alternateScreenExit = '\u{1B}[?1049l';

/** Plain style, cursor home, erase all below: what is drawn next is drawn on a clean screen, wherever the cursor was. */
const cleanSlate = '\u{1B}[0m\u{1B}[H\u{1B}[J';

export type TerminalStream = Pick<WriteStream, 'write' | 'on' | 'off' | 'writableLength'> & {
	readonly columns?: number;
	readonly rows?: number;
};

/** Erased before it is written: after its last column the cursor would still stand on that column, and erase it. */
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
The stream that Ink draws to. What Ink draws only tells that there is another frame; of that, the rows that differ from what is shown
are sent. A terminal that does not keep up is sent nothing, so that never more than one frame waits, and the latest once it reads again.
*/
export class FrameOutput extends Writable {
	readonly #terminal: TerminalStream;
	readonly #getFrame: () => Frame;
	/** What has been written since a frame began. */
	#chunks: string[] | undefined;
	/** What the terminal has; absent when that is not known. */
	#shown: Frame | undefined;
	#isBehind = false;
	/** Whether Ink has drawn a frame since it took the screen. */
	#hasScreen = false;

	readonly #catchUp = (): void => {
		if (this.#isBehind) {
			this.#send();
		}
	};

	/** Draws to a terminal what `getFrame` returns, each time that Ink draws. */
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

			// Short switches (cursor, alternate screen, paste mode): never dropped, or the terminal would be left in the wrong state.
			this.#terminal.write(chunk, this.#catchUp);
		}
	}

	/** The last chunk stands for the frame; whatever else is written along with it may have left its mark on the screen. */
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

	/** Whether the terminal has not yet taken all it was sent. */
	get isBackedUp(): boolean {
		return this.#terminal.writableLength > 0;
	}

	/** Sends the frame once more, whole: what the terminal has is not known. */
	redraw(): void {
		this.#shown = undefined;
		this.#send();
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
