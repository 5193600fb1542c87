import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {setTimeout as delay} from 'node:timers/promises';
import {acceptsConnections} from '../helpers/accepts-connections.js';
import {pinned, searchPath} from './cores.js';

const ticksPerSecond = 100;
const startPollMs = 20;

/** Milliseconds of processor time that a process has used so far, in user and kernel mode, by all its threads; or one of them, `PID/task/TID`. */
export const cpuMsOf = (task: number | string): number => {
	const fields = readFileSync(`/proc/${task}/stat`, 'utf8').replace(/^.*\) /v, '').split(' ');
	return (Number(fields[11]) + Number(fields[12])) * (1000 / ticksPerSecond);
};

/** Resident memory of a process in megabytes. */
export const memoryMbOf = (pid: number): number => Number(/^VmRSS:\s+(\d+)/mv.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

export type WorkerTimes = {
	readonly used: number;
	readonly waited: number;
};

/** What the first worker thread of a process has used of processors until now, and how long it has waited for one although it had work to do, in milliseconds. */
export const workerTimesOf = (pid: number): WorkerTimes => {
	const tasks = `/proc/${pid}/task`;
	const thread = readdirSync(tasks).find(id => readFileSync(`${tasks}/${id}/comm`, 'utf8').trim() === 'proxy-0')!;
	const [used = 0, waited = 0] = readFileSync(`${tasks}/${thread}/schedstat`, 'utf8').split(' ').map(nanoseconds => Number(nanoseconds) / 1e6);
	return {used, waited};
};

const spawnPinned = (command: readonly string[], core: number | undefined) => {
	const [program, ...arguments_] = pinned(command, core);
	return spawn(program!, arguments_, {stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, PATH: searchPath, NODE_ENV: 'production'}});
};

/** A process that is measured; one that runs on Node tells its port in the first line it prints. */
export class Subject {
	readonly port: number;
	/** Of the admin API, if it has one. */
	readonly adminPort: number;
	readonly #child: ChildProcess;

	private constructor(child: ChildProcess, port: number, adminPort: number) {
		this.#child = child;
		this.port = port;
		this.adminPort = adminPort;
	}

	/**
	Starts Node with a program.

	@param arguments_
	@param core - The processor to run on; undefined for all.
	*/
	static async start(arguments_: readonly string[], core?: number): Promise<Subject> {
		const child = spawnPinned([process.execPath, ...arguments_], core);
		const [line] = await once(createInterface(child.stdout), 'line') as [string];
		child.stdout.resume();
		const {proxy, admin} = JSON.parse(line) as {proxy: {port: number}; admin?: {port: number}};
		return new Subject(child, proxy.port, admin?.port ?? 0);
	}

	/** Starts any program that listens on that port. */
	static async startOn(port: number, command: readonly string[], core?: number): Promise<Subject> {
		const child = spawnPinned(command, core);
		child.stdout.resume();
		while (!await acceptsConnections(port)) {
			if (child.exitCode !== null) {
				throw new Error(`${command.join(' ')} ended with ${child.exitCode}`);
			}

			await delay(startPollMs);
		}

		return new Subject(child, port, 0);
	}

	/** Milliseconds of processor time used so far, see {@link cpuMsOf}. */
	cpuMs(): number {
		return cpuMsOf(this.#child.pid!);
	}

	/** Resident memory in megabytes. */
	memoryMb(): number {
		return memoryMbOf(this.#child.pid!);
	}

	/** See {@link workerTimesOf}. */
	workerTimesMs(): WorkerTimes {
		return workerTimesOf(this.#child.pid!);
	}

	async stop(): Promise<void> {
		this.#child.kill('SIGTERM');
		await once(this.#child, 'exit');
	}
}

export type ProxyTuiOptions = {
	/** The processor to run on; undefined for all. */
	readonly core?: number;
	readonly port?: number | 'off';
	readonly threads?: number;
};

/** Arguments for Node that run proxy-tui as it is installed: built, headless and without a rate limit. */
export const proxyTuiArguments = (backends: readonly Subject[], {port = 0, threads = 1}: ProxyTuiOptions, ...flags: readonly string[]): readonly string[] => [
	'distribution/cli.js',
	'--headless',
	'--no-save',
	`--threads=${threads}`,
	'--rate-limit=0',
	`--port=${port}`,
	'--admin-port=0',
	'--host=127.0.0.1',
	...flags,
	...backends.map(backend => `http://127.0.0.1:${backend.port}`),
];

export const startProxyTui = async (backends: readonly Subject[], options: ProxyTuiOptions, ...flags: readonly string[]): Promise<Subject> =>
	Subject.start(proxyTuiArguments(backends, options, ...flags), options.core);

export const startBareHttpProxy = async (backends: readonly Subject[], core?: number): Promise<Subject> => Subject.start([
	'test/benchmark/bare-http-proxy.ts', ...backends.map(({port}) => `http://127.0.0.1:${port}`),
], core);
