import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';

const file = path.join(import.meta.dirname, 'backend.ts');

const startChild = async (port: number): Promise<{child: ChildProcess; port: number}> => {
	const child = fork(file, [String(port)]);
	const [told] = await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(() => {
			throw new Error(`A backend could not be started on port ${port}. Run it again.`);
		}),
	]) as [number];
	return {child, port: told};
};

/** A backend process that comes back on its port after it was killed. */
export class KillableBackend {
	readonly port: number;
	#child: ChildProcess;

	private constructor(child: ChildProcess, port: number) {
		this.#child = child;
		this.port = port;
	}

	static async start(): Promise<KillableBackend> {
		const {child, port} = await startChild(0);
		return new KillableBackend(child, port);
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** How many exchanges it has open, as it sees it. */
	async openExchanges(): Promise<number> {
		const told = once(this.#child, 'message');
		this.#child.send('open?');
		const [count] = await told as [number];
		return count;
	}

	/** Ends it at once (`kill -9`). */
	async kill(): Promise<void> {
		const exited = once(this.#child, 'exit');
		this.#child.kill('SIGKILL');
		await exited;
	}

	/** Starts it again; resolves once it serves. */
	async restart(): Promise<void> {
		const {child} = await startChild(this.port);
		this.#child = child;
	}
}
