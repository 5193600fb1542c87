import type {CounterReader} from '../shared-memory/counter-reader.js';
import {lagIntervalMs} from '../shared-memory/loop-lag.js';

/** Often enough that a worker is found soon after its time is up, and no more often than it can show that it runs. */
const lookIntervalMs = lagIntervalMs;

export type WorkerWatchdogOptions = {
	readonly counters: CounterReader;
	/** For how long a worker may stand still, in milliseconds; 0 for any time. */
	readonly timeoutMs: number;
	readonly onHang: (worker: number) => void;
};

type Watched = {
	beats: number;
	/** Whether it has begun to run: until then it loads its modules, which takes as long as it takes. */
	hasBegun: boolean;
	stillMs: number;
};

/**
Finds workers whose event loops stand still. Time only counts as this thread sees it pass: when the whole process was stopped,
or the machine slept, no worker hangs.
*/
export class WorkerWatchdog {
	readonly #options: WorkerWatchdogOptions;
	readonly #watched = new Map<number, Watched>();
	#timer: NodeJS.Timeout | undefined;
	#lookedAt = 0;

	constructor(options: WorkerWatchdogOptions) {
		this.#options = options;
	}

	/** Its undo is {@link stop}. */
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

	/** To be called when a worker starts. */
	watch(worker: number): void {
		this.#watched.set(worker, {beats: this.#options.counters.beats(worker), hasBegun: false, stillMs: 0});
	}

	/** To be called when a worker has ended. */
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
