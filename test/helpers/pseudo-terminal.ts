import type {Buffer} from 'node:buffer';
import process from 'node:process';
import {spawn} from '@lydell/node-pty';
import {EmulatedScreen, type Cell} from './emulated-screen.js';

export type PseudoTerminalOptions = {
	readonly command: string;
	readonly args?: readonly string[];
	/** @default the current one */
	readonly cwd?: string;
	/**
	The child's whole environment but TERM.

	@default process.env
	*/
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** @default 'xterm-256color' */
	readonly term?: string;
	/** The colour that it says it draws on; without one it does not answer. */
	readonly ground?: string | undefined;
	/** @default 80 */
	readonly columns?: number;
	/** @default 24 */
	readonly rows?: number;
};

export type Exit = {
	readonly code: number;
	readonly signal: number | undefined;
};

export type PseudoTerminal = {
	readonly pid: number;
	/** Settles when the program has ended and all it wrote is on the screen. */
	readonly exit: Promise<Exit>;
	/** Whether the alternate screen is shown. */
	readonly isAlternate: boolean;
	readonly isCursorVisible: boolean;
	readonly isPasteBracketed: boolean;
	readonly isMouseReported: boolean;
	/** What the program has put into the clipboard last. */
	readonly clipboard: string;
	/** Every row as it stands now, trailing spaces cut off. */
	screen(): string[];
	cell(column: number, row: number): Cell;
	/** Resolves with the screen once the condition holds between two frames; rejects with a picture of the screen when it does not in time. */
	waitFor(condition: Condition, timeout?: number): Promise<string[]>;
	/** Sends keys as the terminal would, in UTF-8 if they are text. */
	write(keys: string | Buffer): void;
	resize(columns: number, rows: number): void;
	/** Records what the program writes; the returned function ends that and gives it back. */
	record(): () => string;
	/** Stops reading what the program writes, as a frozen connection does. */
	stall(): void;
	resume(): void;
	kill(signal?: NodeJS.Signals): void;
	/** Goes away, as a window that is closed does; nothing more is read or written. */
	hangUp(): void;
	/** Ends the program if it still runs. */
	dispose(): Promise<void>;
};

/** A text or pattern that stands in the rows (joined by newlines), or a test of them. */
export type Condition = string | RegExp | ((screen: readonly string[]) => boolean);

const isMet = (condition: Condition, screen: readonly string[]): boolean => {
	if (typeof condition === 'function') {
		return condition(screen);
	}

	const text = screen.join('\n');
	return typeof condition === 'string' ? text.includes(condition) : condition.test(text);
};

const pictureOf = (screen: readonly string[]): string => screen.map(line => `  |${line}`).join('\n');

const definedOnly = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
	Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Runs a program in a real pseudo-terminal and shows its screen. */
export const openPseudoTerminal = ({
	command,
	args = [],
	cwd,
	env = process.env,
	term = 'xterm-256color',
	ground,
	columns = 80,
	rows = 24,
}: PseudoTerminalOptions): PseudoTerminal => {
	const emulated = new EmulatedScreen(columns, rows);
	emulated.ground = ground;
	const watchers = new Set<() => void>();
	const child = spawn(command, [...args], {
		cols: columns,
		rows,
		cwd,
		env: {...definedOnly(env), TERM: term},
	});
	const notify = (): void => {
		for (const watcher of watchers) {
			watcher();
		}
	};

	let drawn = Promise.resolve();
	let hasEnded = false;
	child.onData(async data => {
		drawn = emulated.write(data);
		await drawn;
		notify();
	});
	emulated.onAnswer(data => {
		child.write(data);
	});

	const ended = Promise.withResolvers<Exit>();
	child.onExit(async ({exitCode, signal}) => {
		await drawn;
		hasEnded = true;
		notify();
		ended.resolve({code: exitCode, signal: signal === 0 ? undefined : signal});
	});

	const waitFor = async (condition: Condition, timeout = 10_000): Promise<string[]> => {
		const {promise, resolve, reject} = Promise.withResolvers<string[]>();
		const giveUp = (why: string): void => {
			reject(new Error(`${why} before the screen showed ${String(condition)}:\n${pictureOf(emulated.lines)}`));
		};

		const check = (): void => {
			const screen = emulated.lines;
			if (!emulated.isDrawing && isMet(condition, screen)) {
				resolve(screen);
			} else if (hasEnded) {
				giveUp('The program ended');
			}
		};

		const timer = setTimeout(() => {
			giveUp(`${timeout} ms went by`);
		}, timeout);
		watchers.add(check);
		check();
		try {
			return await promise;
		} finally {
			clearTimeout(timer);
			watchers.delete(check);
		}
	};

	return {
		pid: child.pid,
		exit: ended.promise,
		get isAlternate() {
			return emulated.isAlternate;
		},
		get isCursorVisible() {
			return emulated.isCursorVisible;
		},
		get isPasteBracketed() {
			return emulated.isPasteBracketed;
		},
		get isMouseReported() {
			return emulated.isMouseReported;
		},
		get clipboard() {
			return emulated.clipboard;
		},
		screen: () => emulated.lines,
		cell: (column, row) => emulated.cell(column, row),
		waitFor,
		write(keys) {
			// It takes bytes as well, whatever its types say.
			child.write(keys as string);
		},
		resize(newColumns, newRows) {
			emulated.resize(newColumns, newRows);
			child.resize(newColumns, newRows);
		},
		record() {
			const chunks: string[] = [];
			const recording = child.onData(data => {
				chunks.push(data);
			});
			return () => {
				recording.dispose();
				return chunks.join('');
			};
		},
		stall() {
			child.pause();
		},
		resume() {
			child.resume();
		},
		kill(signal) {
			child.kill(signal);
		},
		hangUp() {
			(child as typeof child & {destroy(): void}).destroy();
		},
		async dispose() {
			if (!hasEnded) {
				child.resume();
				child.kill('SIGKILL');
				await ended.promise;
			}

			emulated.dispose();
		},
	};
};
