import type {CounterReader} from '../../counters/counter-reader.js';
import {bucketCount, percentiles} from '../../counters/latency-buckets.js';
import {addToRanges, rangeBounds, rangeCount} from '../../counters/latency-ranges.js';
import type {History, HistoryPoint} from '../../model/history.js';

export type RowHistoryOptions = {
	readonly counters: CounterReader;
	/** A row in which nothing was counted yet. */
	readonly slot: number;
	/** Cumulative number of what counts as an error in this row. */
	readonly countErrors: () => number;
	readonly spanMs: number;
	/** Now, in milliseconds since the epoch. */
	readonly at: number;
};

/** How far back it goes. */
export const historyMs = 600_000;
const markMs = 60_000;
/** One at the beginning of each minute, and one at its end. */
const markCount = (historyMs / markMs) + 1;

/** Work space of all rows. */
const latencies = new Uint32Array(bucketCount);
const difference = new Uint32Array(bucketCount);

/** What only a row that had traffic needs. */
class Spans {
	readonly capacity: number;
	/** Of all rings: how many spans there have been. */
	count = 0;
	readonly ends: Float64Array;
	readonly requests: Uint32Array;
	readonly errors: Uint32Array;
	/** Milliseconds; NaN without traffic. */
	readonly p50: Float32Array;
	readonly p95: Float32Array;
	readonly p99: Float32Array;
	/** The latency buckets as they stood last. */
	readonly buckets = new Uint32Array(bucketCount);
	/** All latencies by range, and what they were at each full minute. */
	readonly ranges = new Float64Array(rangeCount);
	readonly marks: Array<{readonly at: number; readonly ranges: Float64Array}>;

	constructor(capacity: number, at: number) {
		this.capacity = capacity;
		this.ends = new Float64Array(capacity);
		this.requests = new Uint32Array(capacity);
		this.errors = new Uint32Array(capacity);
		this.p50 = new Float32Array(capacity);
		this.p95 = new Float32Array(capacity);
		this.p99 = new Float32Array(capacity);
		this.marks = [{at, ranges: new Float64Array(rangeCount)}];
	}
}

/**
The figures of one row of the counters over the last minutes, span by span. Costs memory from its first request on: about
10 KB with 120 spans.
*/
export class RowHistory {
	readonly #counters: CounterReader;
	readonly #slot: number;
	readonly #countErrors: () => number;
	readonly #spanMs: number;
	#spans: Spans | undefined;
	#requests = 0;
	#errors = 0;
	#updatedAt: number;
	/** What is in flight is counted already, but its latency is yet to come. */
	#wasBusy = false;

	constructor({counters, slot, countErrors, spanMs, at}: RowHistoryOptions) {
		this.#counters = counters;
		this.#slot = slot;
		this.#countErrors = countErrors;
		this.#spanMs = spanMs;
		this.#updatedAt = at;
	}

	/** To be called at the end of each span. */
	update(at: number): void {
		const requests = this.#counters.count(this.#slot, 'requests');
		if (requests > 0 && this.#spans === undefined) {
			this.#spans = new Spans(historyMs / this.#spanMs, this.#updatedAt);
		}

		this.#updatedAt = at;
		const spans = this.#spans;
		if (spans === undefined) {
			return;
		}

		const errors = this.#countErrors();
		const index = spans.count % spans.capacity;
		spans.count++;
		spans.ends[index] = at;
		spans.requests[index] = requests - this.#requests;
		spans.errors[index] = errors - this.#errors;
		const mayHaveLatencies = this.#wasBusy || requests !== this.#requests;
		const [p50 = NaN, p95 = NaN, p99 = NaN] = mayHaveLatencies ? this.#takeLatencies(spans) : [];
		spans.p50[index] = p50;
		spans.p95[index] = p95;
		spans.p99[index] = p99;
		this.#requests = requests;
		this.#errors = errors;
		this.#wasBusy = this.#counters.inFlight(this.#slot) > 0;
		if (at - spans.marks.at(-1)!.at >= markMs) {
			spans.marks.push({at, ranges: new Float64Array(spans.ranges)});
			spans.marks.splice(0, spans.marks.length - markCount);
		}
	}

	read(): History {
		const spans = this.#spans;
		if (spans === undefined) {
			return {spanMs: this.#spanMs, points: [], latencies: rangeBounds.map(upToMs => ({upToMs, count: 0}))};
		}

		const length = Math.min(spans.count, spans.capacity);
		const oldest = spans.marks[0]!.ranges;
		return {
			spanMs: this.#spanMs,
			points: Array.from({length}, (_, offset) => pointAt(spans, (spans.count - length + offset) % spans.capacity)),
			latencies: rangeBounds.map((upToMs, range) => ({upToMs, count: spans.ranges[range]! - oldest[range]!})),
		};
	}

	/** @returns What half, 95 % and 99 % of those since the last time stay below. */
	#takeLatencies({buckets, ranges}: Spans): Array<number | undefined> {
		this.#counters.readLatencies(this.#slot, latencies);
		for (let bucket = 0; bucket < bucketCount; bucket++) {
			difference[bucket] = latencies[bucket]! - buckets[bucket]!;
		}

		buckets.set(latencies);
		addToRanges(difference, ranges);
		return percentiles(difference, [0.5, 0.95, 0.99]);
	}
}

const known = (milliseconds: number): number | undefined => Number.isNaN(milliseconds) ? undefined : milliseconds;

const pointAt = (spans: Spans, index: number): HistoryPoint => ({
	at: spans.ends[index]!,
	requests: spans.requests[index]!,
	errors: spans.errors[index]!,
	p50Ms: known(spans.p50[index]!),
	p95Ms: known(spans.p95[index]!),
	p99Ms: known(spans.p99[index]!),
});
