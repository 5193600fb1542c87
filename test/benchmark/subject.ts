import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {createInterface} from 'node:readline';

const ticksPerSecond = 100;

/** Milliseconds of processor time that a process has used so far, in user and kernel mode, by all its threads; or one of them, `PID/task/TID`. */
export const cpuMsOf = (task: number | string): number => {
	const fields = readFileSync(`/proc/${task}/stat`, 'utf8').replace(/^.*\) /v, '').split(' ');
	return (Number(fields[11]) + Number(fields[12])) * (1000 / ticksPerSecond);
};

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

/** A process that is measured, which tells its port in the first line it prints. */
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

	static async start(arguments_: readonly string[]): Promise<Subject> {
		const child = spawn(process.execPath, arguments_, {stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, NODE_ENV: 'production'}});
		const [line] = await once(createInterface(child.stdout), 'line') as [string];
		child.stdout.resume();
		const {proxy, admin} = JSON.parse(line) as {proxy: {port: number}; admin?: {port: number}};
		return new Subject(child, proxy.port, admin?.port ?? 0);
	}

	/** Milliseconds of processor time used so far, see {@link cpuMsOf}. */
	cpuMs(): number {
		return cpuMsOf(this.#child.pid!);
	}

	/** Resident memory in megabytes. */
	memoryMb(): number {
		return Number(/^VmRSS:\s+(\d+)/mv.exec(this.#proc('status'))![1]) / 1024;
	}

	/** See {@link workerTimesOf}. */
	workerTimesMs(): WorkerTimes {
		return workerTimesOf(this.#child.pid!);
	}

	async stop(): Promise<void> {
		this.#child.kill('SIGTERM');
		await once(this.#child, 'exit');
	}

	#proc(file: string): string {
		return readFileSync(`/proc/${this.#child.pid}/${file}`, 'utf8');
	}
}

/** Proxy-tui as it is installed: built, headless, with one thread and without a rate limit. */
export const startProxyTui = async (backends: readonly Subject[], ...flags: readonly string[]): Promise<Subject> => Subject.start([
	'distribution/cli.js',
	'--headless',
	'--no-save',
	'--threads=1',
	'--rate-limit=0',
	'--port=0',
	'--admin-port=0',
	'--host=127.0.0.1',
	...flags,
	...backends.map(({port}) => `http://127.0.0.1:${port}`),
]);

export const startBareHttpProxy = async (backends: readonly Subject[]): Promise<Subject> => Subject.start([
	'--import=tsx', 'test/benchmark/bare-http-proxy.ts', ...backends.map(({port}) => `http://127.0.0.1:${port}`),
]);
