import {spawn, type ChildProcess} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import type {TestContext} from 'node:test';

const file = path.join(import.meta.dirname, 'failing-backend.ts');

/** A backend in a process of its own that can be made to fail. */
export class BackendProcess {
	readonly #child: ChildProcess;
	readonly #lines: AsyncIterator<string>;
	#port = 0;

	private constructor(child: ChildProcess) {
		this.#child = child;
		this.#lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
	}

	/** Ended with the test. */
	static async start(t: TestContext): Promise<BackendProcess> {
		const child = spawn(process.execPath, [file], {stdio: ['pipe', 'pipe', 'inherit']});
		t.after(() => {
			child.kill('SIGKILL');
		});
		const backend = new BackendProcess(child);
		backend.#port = Number(await backend.#line());
		return backend;
	}

	get url(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	/** Resolves once it does so. See `failing-backend.ts`. */
	async become(mode: 'well' | '500' | 'poor' | 'late' | 'slow' | 'refuse'): Promise<void> {
		this.#child.stdin!.write(`${mode}\n`);
		await this.#line();
	}

	/** The kernel goes on taking connections for it, and nothing is answered. */
	hang(): void {
		this.#child.kill('SIGSTOP');
	}

	goOn(): void {
		this.#child.kill('SIGCONT');
	}

	/** Ends it at once (`kill -9`), in the middle of whatever it does. */
	kill(): void {
		this.#child.kill('SIGKILL');
	}

	async #line(): Promise<string> {
		const next = await this.#lines.next();
		return String(next.value);
	}
}
