import process from 'node:process';
import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import type {ReadStream} from 'node:tty';
import type {TerminalStream} from '../../source/tui/terminal/screen-output.js';
import {EmulatedScreen} from './emulated-screen.js';

/** Keyboard and screen in this process: quicker than a pseudo-terminal, and it can stop reading at any byte. */
export type FakeTerminal = {
	readonly stdin: ReadStream;
	readonly stdout: TerminalStream;
	readonly screen: EmulatedScreen;
	/** The title of its window. */
	readonly title: string;
	/** All that was written to it so far. */
	readonly output: string;
	/** Bytes accepted, whether they are on the screen yet or not. */
	readonly written: number;
	type(keys: string): void;
	resize(columns: number, rows: number): void;
	/** Stops reading: what is written from now on waits. */
	stall(): void;
	/** Reads what has waited. */
	resume(): void;
	/** Resolves when all that was read is on the screen. */
	drawn(): Promise<void>;
};

type Written = () => void;

class FakeOutput extends EventEmitter {
	readonly #waiting: Array<readonly [string, Written]> = [];
	#isStalled = false;
	readonly #screen: EmulatedScreen;
	columns: number;
	rows: number;
	written = 0;
	output = '';
	drawn: Promise<void> = Promise.resolve();

	constructor(screen: EmulatedScreen, columns: number, rows: number) {
		super();
		this.#screen = screen;
		this.columns = columns;
		this.rows = rows;
	}

	#draw(data: string, written: Written): void {
		// As the terminal driver does (ONLCR).
		this.drawn = this.#screen.write(data.replaceAll('\n', '\r\n'));
		process.nextTick(written);
	}

	get writableLength(): number {
		return this.#waiting.reduce((sum, [data]) => sum + data.length, 0);
	}

	stall(): void {
		this.#isStalled = true;
	}

	resume(): void {
		this.#isStalled = false;
		const waiting = this.#waiting.splice(0);
		for (const [data, written] of waiting) {
			this.#draw(data, written);
		}
	}

	write(data: string, written: Written = () => undefined): boolean {
		this.written += data.length;
		this.output += data;
		if (this.#isStalled) {
			this.#waiting.push([data, written]);
		} else {
			this.#draw(data, written);
		}

		return !this.#isStalled;
	}
}

const keyboard = () => Object.assign(new PassThrough(), {
	isTTY: true,
	setRawMode: () => undefined,
	ref: () => undefined,
	unref: () => undefined,
});

export const openFakeTerminal = (columns: number, rows: number): FakeTerminal => {
	const screen = new EmulatedScreen(columns, rows);
	const stdin = keyboard();
	const stdout = new FakeOutput(screen, columns, rows);
	return {
		stdin: stdin as unknown as ReadStream,
		stdout: stdout as unknown as TerminalStream,
		screen,
		get title() {
			return screen.title;
		},
		get output() {
			return stdout.output;
		},
		get written() {
			return stdout.written;
		},
		type(keys) {
			stdin.write(keys);
		},
		resize(newColumns, newRows) {
			screen.resize(newColumns, newRows);
			stdout.columns = newColumns;
			stdout.rows = newRows;
			stdout.emit('resize');
		},
		stall() {
			stdout.stall();
		},
		resume() {
			stdout.resume();
		},
		async drawn() {
			await stdout.drawn;
		},
	};
};
