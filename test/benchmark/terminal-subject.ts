import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {cleanEnvironment} from '../helpers/program.js';
import {cpuMsOf, memoryMbOf, workerTimesOf, type WorkerTimes} from './subject.js';

type Greeting = {
	readonly pid: number;
	readonly port: number;
	readonly firstFrameMs: number;
};

type Drawn = {
	readonly frames: number;
	readonly bytes: number;
};

/** Proxy-tui as a person runs it: built, in a terminal of 160 columns and 50 rows that another process reads. */
export class TerminalSubject {
	readonly port: number;
	/** From the start of the process to its first frame, in milliseconds. */
	readonly firstFrameMs: number;
	readonly #pid: number;
	readonly #terminal: ChildProcess;
	readonly #home: string;

	private constructor({pid, port, firstFrameMs}: Greeting, terminal: ChildProcess, home: string) {
		this.#pid = pid;
		this.port = port;
		this.firstFrameMs = firstFrameMs;
		this.#terminal = terminal;
		this.#home = home;
	}

	static async start(arguments_: readonly string[]): Promise<TerminalSubject> {
		const home = mkdtempSync(path.join(os.tmpdir(), 'proxy-tui-'));
		const terminal = fork('test/benchmark/terminal.ts', arguments_, {execArgv: ['--import=tsx'], env: cleanEnvironment(home)});
		const [greeting] = await once(terminal, 'message') as [Greeting];
		return new TerminalSubject(greeting, terminal, home);
	}

	/** Milliseconds of processor time used so far by all threads. */
	cpuMs(): number {
		return cpuMsOf(this.#pid);
	}

	/** The same of the main thread, which draws the screen and carries no traffic. */
	mainThreadCpuMs(): number {
		return cpuMsOf(`${this.#pid}/task/${this.#pid}`);
	}

	/** See {@link workerTimesOf}. */
	workerTimesMs(): WorkerTimes {
		return workerTimesOf(this.#pid);
	}

	/** Resident memory in megabytes. */
	memoryMb(): number {
		return memoryMbOf(this.#pid);
	}

	/** How many frames and bytes the terminal has been sent so far. */
	async drawn(): Promise<Drawn> {
		this.#terminal.send('drawn');
		const [drawn] = await once(this.#terminal, 'message') as [Drawn];
		return drawn;
	}

	/** Has the terminal read no longer, as a connection that is frozen. */
	stall(): void {
		this.#terminal.send('stall');
	}

	async stop(): Promise<void> {
		this.#terminal.disconnect();
		await once(this.#terminal, 'exit');
		rmSync(this.#home, {recursive: true, force: true});
	}
}
