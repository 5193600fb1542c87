import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {EventEmitter, once} from 'node:events';
import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import type {TestContext} from 'node:test';
import {temporaryDirectory} from './temporary-directory.js';

type Address = {readonly host: string; readonly port: number};

/** A structured line that the program has written to standard output. */
export type LogLine = Readonly<Record<string, unknown>> & {
	readonly message: string;
	readonly proxy?: Address;
	readonly admin?: Address;
};

export type Exit = {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
};

const lineTimeoutMs = 15_000;

const root = path.join(import.meta.dirname, '../..');

const builtProgram = (): string => {
	const file = path.join(root, 'distribution/cli.js');
	const newestSource = Math.max(...readdirSync(path.join(root, 'source'), {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(({parentPath, name}) => statSync(path.join(parentPath, name)).mtimeMs));
	assert.ok((statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0) >= newestSource, 'The program is older than its source: run `npm run build` first.');
	return file;
};

/** Arguments for Node that run the program as it is shipped, which starts in a fraction of the time that its source takes. */
export const programArguments = [builtProgram()];

/** An environment without any setting of this machine's user, in which the program remembers into an empty directory. */
export const cleanEnvironment = (home: string): Record<string, string> => ({
	PATH: process.env['PATH'] ?? '',
	HOME: home,
	XDG_CONFIG_HOME: path.join(home, '.config'),
	LANG: 'C.UTF-8',
});

/** The whole program, as a process of its own without a terminal. */
export class Program {
	readonly lines: LogLine[] = [];
	/** Settles when it has ended and all it wrote has been read. */
	readonly exited: Promise<Exit>;
	stderr = '';
	readonly #child: ChildProcess;
	readonly #events = new EventEmitter();

	/**
	@param arguments_
	@param home
	@param nodeArguments
	@param openFiles - How many files it may have open; as many as this process, if undefined.
	*/
	constructor(arguments_: readonly string[], home: string, nodeArguments: readonly string[] = [], openFiles?: number) {
		const command = [process.execPath, ...nodeArguments, ...programArguments, ...arguments_];
		const [file, ...rest] = openFiles === undefined ? command : ['sh', '-c', `ulimit -n ${openFiles} && exec "$@"`, 'sh', ...command];
		this.#child = spawn(file!, rest, {
			stdio: ['ignore', 'pipe', 'pipe'],
			env: cleanEnvironment(home),
		});
		createInterface(this.#child.stdout!).on('line', line => {
			this.lines.push(JSON.parse(line) as LogLine);
			this.#events.emit('line');
		});
		this.#child.stderr!.on('data', chunk => {
			this.stderr += String(chunk);
		});
		this.exited = once(this.#child, 'close').then(exit => {
			this.#events.emit('line');
			const [code, signal] = exit as [Exit['code'], Exit['signal']];
			return {code, signal};
		});
	}

	get pid(): number {
		return this.#child.pid!;
	}

	/** The first line that meets the condition, among those already written and those to come. */
	async line(condition: (line: LogLine) => boolean, timeoutMs = lineTimeoutMs): Promise<LogLine> {
		const signal = AbortSignal.timeout(timeoutMs);
		for (;;) {
			const found = this.lines.find(line => condition(line));
			if (found) {
				return found;
			}

			const {exitCode, signalCode} = this.#child;
			if (exitCode !== null || signalCode !== null) {
				throw new Error(`The program ended with ${exitCode ?? signalCode} first. ${this.stderr}`);
			}

			// eslint-disable-next-line no-await-in-loop -- each line is looked at when it comes
			await once(this.#events, 'line', {signal});
		}
	}

	async message(message: string, timeoutMs = lineTimeoutMs): Promise<LogLine> {
		return this.line(line => line.message === message, timeoutMs);
	}

	kill(signal: NodeJS.Signals): void {
		this.#child.kill(signal);
	}
}

/** Starts the program headless on free ports and waits until it serves. Ended with the test. */
export const startProgram = async (t: TestContext, flags: readonly string[] = [], home?: string, nodeArguments: readonly string[] = [], openFiles?: number): Promise<{
	readonly program: Program;
	readonly port: number;
	readonly adminPort: number;
}> => {
	const program = new Program(['--headless', '--port=0', '--admin-port=0', '--host=127.0.0.1', ...flags], home ?? await temporaryDirectory(t), nodeArguments, openFiles);
	t.after(async () => {
		program.kill('SIGKILL');
		await program.exited;
	});
	const {proxy, admin} = await program.message('listening');
	return {program, port: proxy!.port, adminPort: admin!.port};
};
