import {EventEmitter} from 'node:events';
import type {WriteStream} from 'node:tty';
import type {Size} from '../state/screen-state.js';

export type TerminalStream = Pick<WriteStream, 'write' | 'on' | 'off' | 'writableLength'> & {
	readonly columns?: number;
	readonly rows?: number;
};

type ScreenOutputOptions = {
	readonly onResize: () => void;
	/** Called once a terminal that did not keep up has read everything. */
	readonly onCaughtUp: () => void;
};

/** A terminal of unknown size reports 0. */
const dimension = (value: number | undefined, assumed: number): number => value === undefined || value === 0 ? assumed : value;

/**
The stream that Ink draws to. Ink draws at each change, whether the terminal reads or not, so changes of the state and of
the size are held back while output is buffered: at most one frame waits, and the newest follows.
*/
export class ScreenOutput extends EventEmitter<{resize: []}> {
	readonly #terminal: TerminalStream;
	readonly #options: ScreenOutputOptions;
	#isAwaited = false;
	#isResized = false;

	readonly #handleResize = (): void => {
		this.#isResized = true;
		if (!this.#awaitTerminal()) {
			this.#tellSize();
		}
	};

	readonly #catchUp = (): void => {
		this.#isAwaited = false;
		this.#tellSize();
		this.#options.onCaughtUp();
	};

	constructor(terminal: TerminalStream, options: ScreenOutputOptions) {
		super();
		this.#terminal = terminal;
		this.#options = options;
		terminal.on('resize', this.#handleResize);
	}

	/** Whether output is buffered; if so, `onCaughtUp` follows. */
	#awaitTerminal(): boolean {
		if (this.isBackedUp && !this.#isAwaited) {
			this.#isAwaited = true;
			this.#terminal.write('', this.#catchUp);
		}

		return this.#isAwaited;
	}

	#tellSize(): void {
		if (this.#isResized) {
			this.#isResized = false;
			this.#options.onResize();
			// Ink draws at once, so components have to know the size before: with `useWindowSize`, whose listener comes after Ink's own, the
			// rows of the size before would be drawn in the new one first.
			setImmediate(() => {
				this.emit('resize');
			});
		}
	}

	get isTTY(): boolean {
		return true;
	}

	get columns(): number {
		return dimension(this.#terminal.columns, 80);
	}

	get rows(): number {
		return dimension(this.#terminal.rows, 24);
	}

	get size(): Size {
		return {columns: this.columns, rows: this.rows};
	}

	/** Whether output is still buffered. */
	get isBackedUp(): boolean {
		return this.#terminal.writableLength > 0;
	}

	/** Whether the terminal has read the last frame. If not, `onCaughtUp` is called once it has. */
	mayDraw(): boolean {
		return !this.#awaitTerminal();
	}

	/** Reports success at once: a terminal that does not read would keep Ink waiting for ever. */
	write(text: string, done?: () => void): boolean {
		const isTaken = this.#terminal.write(text);
		if (done) {
			queueMicrotask(done);
		}

		return isTaken;
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

	close(): void {
		this.#terminal.off('resize', this.#handleResize);
	}
}
