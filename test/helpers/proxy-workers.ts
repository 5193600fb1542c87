import {once} from 'node:events';
import process from 'node:process';
import type {Worker} from 'node:worker_threads';
import type {MessageFromWorker} from '../../source/engines/threads/worker-messages.js';

/** The data plane's threads of this process, as Node tells of each one that starts. */
export class ProxyWorkers {
	/** Those that run, oldest first. */
	readonly running: Worker[] = [];
	readonly #listening = new Map<Worker, Promise<void>>();

	/** To be made before the proxy is started. */
	constructor() {
		process.on('worker', this.#onWorker);
	}

	/** Watches no longer. */
	stop(): void {
		process.off('worker', this.#onWorker);
	}

	/**
	Ends one at once, in the middle of whatever it does.

	@returns The thread that takes its place, once that serves.
	*/
	async kill(worker: Worker): Promise<Worker> {
		const successor = this.#next();
		await worker.terminate();
		const next = await successor;
		await this.#listening.get(next);
		return next;
	}

	async #next(): Promise<Worker> {
		for (;;) {
			// eslint-disable-next-line no-await-in-loop -- threads of others may start as well
			const [worker] = await once(process, 'worker') as [Worker];
			if (this.#listening.has(worker)) {
				return worker;
			}
		}
	}

	readonly #onWorker = (worker: Worker): void => {
		if (!worker.threadName?.startsWith('proxy-')) {
			return;
		}

		this.running.push(worker);
		this.#listening.set(worker, new Promise(resolve => {
			worker.on('message', ({type}: MessageFromWorker) => {
				if (type === 'listening') {
					resolve();
				}
			});
		}));
		worker.once('exit', () => {
			this.running.splice(this.running.indexOf(worker), 1);
			this.#listening.delete(worker);
		});
	};
}
