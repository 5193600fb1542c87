import process from 'node:process';
import {cellViews} from './memory-layout.js';

/** Time constant of the average. */
const decayMs = 10_000;
const leastKnownMs = 1e-3;
const maxAgeMs = 2 ** 31;

/** `performance.now()` has another origin in each thread. */
const clockOffset = (Number(process.hrtime.bigint()) / 1e6) - performance.now();

/** Milliseconds on a clock that all threads share and that nothing can set. */
const threadClock = (): number => performance.now() + clockOffset;

/**
Recent latency of each backend, visible to all threads: a moving average that adopts a slower response at once and decays over time
(peak-EWMA). Two simultaneous writers lose one sample, which the next one compensates.
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

	/** Milliseconds; decays while nothing is recorded, so that a backend that was slow once is tried again. 0 if unknown. */
	read(slot: number): number {
		return this.#latencies[slot]! * this.#keptShare(slot);
	}

	#keptShare(slot: number): number {
		const ageMs = (this.#now() - this.#times[slot]!) >>> 0;
		// Written by another thread between the two reads, it is negative, which would read as enormous.
		return ageMs > maxAgeMs ? 1 : Math.exp(-ageMs / decayMs);
	}
}
