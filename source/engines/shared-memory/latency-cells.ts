import process from 'node:process';
import {cellViews} from './memory-layout.js';

/** What was seen this long ago counts for 1/e of what is seen now. */
const decayMs = 10_000;
const leastKnownMs = 1e-3;
const maxAgeMs = 2 ** 31;

/** `performance.now()` begins anew in each thread. */
const clockOffset = (Number(process.hrtime.bigint()) / 1e6) - performance.now();

/** Milliseconds on a clock that all threads share and that nothing can set. */
const threadClock = (): number => performance.now() + clockOffset;

/**
Each backend's recent latency, seen by all threads: a moving average that takes in a slower answer at once and forgets it
over time (peak-EWMA). Two threads that write at the same moment lose one sample, which the next one makes up for.
*/
export class LatencyCells {
	readonly #latencies: Float32Array;
	readonly #times: Int32Array;
	readonly #now: () => number;

	/**
	 @param memory
	 @param now - A clock in milliseconds that all threads share.
	 */
	constructor(memory: SharedArrayBuffer, now: () => number = threadClock) {
		const {latencies, latencyTimes} = cellViews(memory);
		this.#latencies = latencies;
		this.#times = latencyTimes;
		this.#now = now;
	}

	record(slot: number, milliseconds: number): void {
		const average = this.#latencies[slot]!;
		const kept = milliseconds >= average ? 0 : this.#keptShare(slot);
		this.#latencies[slot] = Math.max((average * kept) + (milliseconds * (1 - kept)), leastKnownMs);
		this.#times[slot] = this.#now();
	}

	/** Milliseconds; sinks while nothing is recorded, so that a backend that was slow once is tried again. 0 when nothing is known. */
	read(slot: number): number {
		return this.#latencies[slot]! * this.#keptShare(slot);
	}

	#keptShare(slot: number): number {
		const ageMs = (this.#now() - this.#times[slot]!) >>> 0;
		// Told by another thread between the two readings, it is negative, which reads as an enormous one.
		return ageMs > maxAgeMs ? 1 : Math.exp(-ageMs / decayMs);
	}
}
