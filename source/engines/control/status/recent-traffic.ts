import type {CounterReader} from '../../shared-memory/counter-reader.js';
import {bucketCount, percentiles} from '../../shared-memory/latency-buckets.js';
import type {RecentTraffic} from '../../../model/status.js';
import {timingsBetween} from './timings-between.js';

type Sample = {
	readonly at: number;
	readonly requests: number;
	readonly errors: number;
	/** See `phase-cells.ts`. */
	readonly phases: Float64Array;
};

/** The rate is taken over this many samples of a second each. */
const rateSamples = 3;
/** Seconds with separate counts. */
const trendSeconds = 60;
/** Error rate and latencies over at least this many seconds, and at most twice as many. */
const windowMs = 5000;

/** Figures of an idle row; always the same object, so that consumers see that nothing has changed. */
const noTraffic: RecentTraffic = {
	requestsPerSecond: 0, p50Ms: undefined, p95Ms: undefined, p99Ms: undefined, errorShare: undefined,
};

/** Initial state of a row. */
const noLatencies = new Uint32Array(bucketCount);
/** Work space of all windows. */
const now = new Uint32Array(bucketCount);

/**
One row's figures over the last few seconds. Keeps two cumulative readings of the latency buckets and swaps them in
turn, so that a window costs two small arrays however long the process runs. A row without traffic costs next to nothing.
*/
export class RecentTrafficWindow {
	readonly #counters: CounterReader;
	readonly #slot: number;
	readonly #errors: () => number;
	#rateSamples: Sample[] = [];
	#older: {sample: Sample; buckets: Uint32Array};
	#newer: {sample: Sample; buckets: Uint32Array};
	#trend: readonly number[] | undefined;
	#figures = noTraffic;
	/** When it was last seen idle; undefined while any sample has traffic. */
	#idleAt: number | undefined;

	/**
	 @param counters
	 @param slot
	 @param errors - Cumulative number of what counts as an error in this row.
	 @param at
	 */
	constructor(counters: CounterReader, slot: number, errors: () => number, at: number) {
		this.#counters = counters;
		this.#slot = slot;
		this.#errors = errors;
		this.#older = {sample: this.#sample(at), buckets: noLatencies};
		this.#newer = this.#older;
		this.#rateSamples.push(this.#older.sample);
		this.#idleAt = at;
	}

	get figures(): RecentTraffic {
		return this.#figures;
	}

	/** Requests in each of the last seconds, oldest first; undefined when there were none. The same array until the next update. */
	get trend(): readonly number[] | undefined {
		return this.#trend;
	}

	/** To be called about once a second. */
	update(at: number): void {
		if (this.#idleAt !== undefined) {
			const {requests, errors, phases} = this.#newer.sample;
			if (this.#counters.count(this.#slot, 'requests') === requests && this.#errors() === errors) {
				this.#idleAt = at;
				return;
			}

			this.#beginAgain({at: this.#idleAt, requests, errors, phases});
		}

		const sample = this.#sample(at);
		const previous = this.#rateSamples.at(-1)!;
		this.#extendTrend(sample.requests - previous.requests);
		this.#rateSamples.push(sample);
		if (this.#rateSamples.length > rateSamples + 1) {
			this.#rateSamples.shift();
		}

		if (at - this.#newer.sample.at >= windowMs) {
			this.#older = this.#newer;
			// Without traffic there is nothing new to read.
			this.#newer = sample.requests === this.#newer.sample.requests ? {sample, buckets: this.#newer.buckets} : this.#read(at);
		}

		const first = this.#rateSamples[0]!;
		const requestsPerSecond = (sample.requests - first.requests) / Math.max((at - first.at) / 1000, 1e-3);
		const {sample: start, buckets} = this.#older;
		const requests = sample.requests - start.requests;
		if (requests === 0 && sample.errors === previous.errors) {
			if (requestsPerSecond > 0 || sample.errors > this.#newer.sample.errors || this.#trend !== undefined) {
				this.#figures = requestsPerSecond > 0 ? {...noTraffic, requestsPerSecond} : noTraffic;
				return;
			}

			this.#figures = noTraffic;
			this.#older = this.#newer;
			this.#idleAt = at;
			return;
		}

		this.#counters.readLatencies(this.#slot, now);
		for (let bucket = 0; bucket < bucketCount; bucket++) {
			now[bucket]! -= buckets[bucket]!;
		}

		const timings = timingsBetween(start.phases, sample.phases);
		const [p50Ms, p95Ms, p99Ms] = percentiles(now, [0.5, 0.95, 0.99]);
		this.#figures = {
			requestsPerSecond,
			p50Ms,
			p95Ms,
			p99Ms,
			// An error can be counted a moment after its request, in the next window.
			errorShare: Math.min((sample.errors - start.errors) / Math.max(requests, 1), 1),
			...(timings && {timings}),
		};
	}

	#extendTrend(requests: number): void {
		if (requests > 0 || this.#trend !== undefined) {
			const trend = [...this.#trend ?? [], requests].slice(-trendSeconds);
			this.#trend = trend.some(count => count > 0) ? trend : undefined;
		}
	}

	/** Lets all samples begin where the time without traffic has ended. */
	#beginAgain(sample: Sample): void {
		this.#idleAt = undefined;
		this.#newer = {sample, buckets: this.#newer.buckets};
		this.#older = this.#newer;
		this.#rateSamples = [sample];
	}

	#sample(at: number): Sample {
		return {at, requests: this.#counters.count(this.#slot, 'requests'), errors: this.#errors(), phases: this.#counters.readPhases(this.#slot)};
	}

	#read(at: number): {sample: Sample; buckets: Uint32Array} {
		const buckets = new Uint32Array(bucketCount);
		this.#counters.readLatencies(this.#slot, buckets);
		return {sample: this.#sample(at), buckets};
	}
}
