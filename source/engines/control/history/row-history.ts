import type {CounterReader} from '../../shared-memory/counter-reader.js';
import {bucketCount, percentiles} from '../../shared-memory/latency-buckets.js';
import {addToRanges, rangeBounds, rangeCount} from '../../shared-memory/latency-ranges.js';
import {phaseCells} from '../../shared-memory/phase-cells.js';
import type {Timings} from '../../../model/timings.js';
import {timingsBetween} from '../status/timings-between.js';
import {historyMs, type History, type HistoryPoint} from '../../../model/history.js';

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

const markMs = 60_000;
/** One at the beginning of each minute, and one at its end. */
const markCount = (historyMs / markMs) + 1;

/** Work space of all rows. */
const latencies = new Uint32Array(bucketCount);
const difference = new Uint32Array(bucketCount);

/** Views of one block of memory, one after the other: ten arrays with blocks of their own would take half as much again. */
class Block {
	readonly #memory: ArrayBuffer;
	#used = 0;

	constructor(bytes: number) {
		this.#memory = new ArrayBuffer(bytes);
	}

	/** Those with the largest elements have to be taken first. */
	take<View>(kind: {new (memory: ArrayBuffer, offset: number, length: number): View; readonly BYTES_PER_ELEMENT: number}, length: number): View {
		// eslint-disable-next-line new-cap -- A parameter that holds a class.
		const view = new kind(this.#memory, this.#used, length);
		this.#used += length * kind.BYTES_PER_ELEMENT;
		return view;
	}
}

const timingNames = ['queueMs', 'connectMs', 'firstByteMs', 'transferMs'] as const satisfies ReadonlyArray<keyof Timings>;

/** What only a row that had traffic needs. */
class Spans {
	readonly capacity: number;
	/** Of all rings: how many spans there have been. */
	count = 0;
	readonly ends: Float64Array;
	/** All latencies by range, and what they were at each full minute: a row a minute, a ring as well. */
	readonly ranges: Float64Array;
	readonly markTimes: Float64Array;
	readonly marks: Float64Array;
	/** How many full minutes there have been. */
	markTotal = 0;
	/** Milliseconds; NaN without traffic. */
	readonly p50: Float32Array;
	readonly p95: Float32Array;
	readonly p99: Float32Array;
	/** The means of a span, one after the other. */
	readonly timings: Float32Array;
	/** The row of phases as it stood last. */
	phases: Float64Array = new Float64Array(phaseCells);
	readonly requests: Uint32Array;
	readonly errors: Uint32Array;
	/** The latency buckets as they stood last. */
	readonly buckets: Uint32Array;

	constructor(capacity: number, at: number) {
		this.capacity = capacity;
		const doubles = capacity + rangeCount + markCount + (markCount * rangeCount);
		const block = new Block((doubles * 8) + ((((5 + timingNames.length) * capacity) + bucketCount) * 4));
		this.ends = block.take(Float64Array, capacity);
		this.ranges = block.take(Float64Array, rangeCount);
		this.markTimes = block.take(Float64Array, markCount);
		this.marks = block.take(Float64Array, markCount * rangeCount);
		this.p50 = block.take(Float32Array, capacity);
		this.p95 = block.take(Float32Array, capacity);
		this.p99 = block.take(Float32Array, capacity);
		this.timings = block.take(Float32Array, timingNames.length * capacity);
		this.requests = block.take(Uint32Array, capacity);
		this.errors = block.take(Uint32Array, capacity);
		this.buckets = block.take(Uint32Array, bucketCount);
		this.mark(at);
	}

	/** When the last full minute was, or the beginning. */
	get markedAt(): number {
		return this.markTimes[(this.markTotal - 1) % markCount]!;
	}

	/** Keeps the latencies by range as they are now. */
	mark(at: number): void {
		const place = this.markTotal % markCount;
		this.markTimes[place] = at;
		this.marks.set(this.ranges, place * rangeCount);
		this.markTotal++;
	}

	/** How many latencies have come into a range since the oldest mark. */
	sinceOldestMark(range: number): number {
		const oldest = this.markTotal < markCount ? 0 : this.markTotal % markCount;
		return this.ranges[range]! - this.marks[(oldest * rangeCount) + range]!;
	}
}

/**
The figures of one row of the counters over the last minutes, span by span. Costs memory from its first request on: about
9 KB with 120 spans.
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
		this.#takeTimings(spans, index);
		this.#requests = requests;
		this.#errors = errors;
		this.#wasBusy = this.#counters.inFlight(this.#slot) > 0;
		if (at - spans.markedAt >= markMs) {
			spans.mark(at);
		}
	}

	read(): History {
		const spans = this.#spans;
		if (spans === undefined) {
			return {spanMs: this.#spanMs, points: [], latencies: rangeBounds.map(upToMs => ({upToMs, count: 0}))};
		}

		const length = Math.min(spans.count, spans.capacity);
		return {
			spanMs: this.#spanMs,
			points: Array.from({length}, (_, offset) => pointAt(spans, (spans.count - length + offset) % spans.capacity)),
			latencies: rangeBounds.map((upToMs, range) => ({upToMs, count: spans.sinceOldestMark(range)})),
		};
	}

	#takeTimings(spans: Spans, index: number): void {
		const phases = this.#counters.readPhases(this.#slot);
		const timings = timingsBetween(spans.phases, phases);
		spans.phases = phases;
		for (const [place, name] of timingNames.entries()) {
			spans.timings[(index * timingNames.length) + place] = timings?.[name] ?? NaN;
		}
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

const timingsAt = ({timings}: Spans, index: number): Timings => {
	const [queueMs, connectMs, firstByteMs, transferMs] = timings.subarray(index * timingNames.length, (index + 1) * timingNames.length);
	return {queueMs: queueMs!, connectMs: connectMs!, firstByteMs: firstByteMs!, transferMs: transferMs!};
};

const pointAt = (spans: Spans, index: number): HistoryPoint => ({
	at: spans.ends[index]!,
	requests: spans.requests[index]!,
	errors: spans.errors[index]!,
	p50Ms: known(spans.p50[index]!),
	p95Ms: known(spans.p95[index]!),
	p99Ms: known(spans.p99[index]!),
	...(!Number.isNaN(spans.timings[index * timingNames.length]) && {timings: timingsAt(spans, index)}),
});
