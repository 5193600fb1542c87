import type {CounterReader} from '../shared-memory/counter-reader.js';
import {lagIntervalMs} from '../shared-memory/loop-lag.js';

/** No more often than workers send heartbeats. */
const lookIntervalMs = lagIntervalMs;

export type WorkerWatchdogOptions = {
	readonly counters: CounterReader;
	/** For how long a worker's event loop may be blocked, in milliseconds; 0 for no limit. */
	readonly timeoutMs: number;
	readonly onHang: (worker: number) => void;
};

type Watched = {
	beats: number;
	/** Whether it has sent a heartbeat: until then it loads its modules, without a time limit. */
	hasBegun: boolean;
	stillMs: number;
};

/**
Finds workers whose event loops are blocked. Time counts only while this thread runs: after a suspend of the process or machine, no
worker is considered blocked.
*/
export class WorkerWatchdog {
	readonly #options: WorkerWatchdogOptions;
	readonly #watched = new Map<number, Watched>();
	#timer: NodeJS.Timeout | undefined;
	#lookedAt = 0;

	constructor(options: WorkerWatchdogOptions) {
		this.#options = options;
	}

	start(): void {
		if (this.#options.timeoutMs === 0) {
			return;
		}

		this.#lookedAt = performance.now();
		this.#timer = setInterval(() => {
			this.#look();
		}, lookIntervalMs).unref();
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	/** Call when a worker starts. */
	watch(worker: number): void {
		this.#watched.set(worker, {beats: this.#options.counters.beats(worker), hasBegun: false, stillMs: 0});
	}

	/** Call when a worker has ended. */
	forget(worker: number): void {
		this.#watched.delete(worker);
	}

	#look(): void {
		const {counters, timeoutMs, onHang} = this.#options;
		const now = performance.now();
		const passedMs = Math.min(now - this.#lookedAt, 2 * lookIntervalMs);
		this.#lookedAt = now;
		for (const [worker, watched] of this.#watched) {
			const beats = counters.beats(worker);
			if (beats !== watched.beats) {
				watched.beats = beats;
				watched.hasBegun = true;
				watched.stillMs = 0;
				continue;
			}

			watched.stillMs += watched.hasBegun ? passedMs : 0;
			if (watched.stillMs < timeoutMs) {
				continue;
			}

			this.#watched.delete(worker);
			onHang(worker);
		}
	}
}
