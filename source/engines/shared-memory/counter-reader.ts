import {durationCells} from './durations.js';
import {slotOfSeries} from './exchange-series.js';
import {bucketCount, percentiles} from './latency-buckets.js';
import {
	cellViews,
	changeCapacity,
	type Field,
	fieldCount,
	fieldIndex,
	stripesIn,
	type StripeViews,
	stripeViews,
} from './memory-layout.js';
import {phaseCells} from './phase-cells.js';

/** Work space of all readers of this thread. */
const allLatencies = new Uint32Array(bucketCount);

/** Sums over all workers' stripes. */
export class CounterReader {
	readonly #stripes: readonly StripeViews[];
	readonly #latencies: Float32Array;
	readonly #trials: Int32Array;

	constructor(memory: SharedArrayBuffer) {
		const {latencies, trials} = cellViews(memory);
		this.#latencies = latencies;
		this.#trials = trials;
		this.#stripes = Array.from({length: stripesIn(memory)}, (_, index) => stripeViews(memory, index));
	}

	count(slot: number, field: Field): number {
		const index = (slot * fieldCount) + fieldIndex[field];
		let sum = 0;
		for (const {counts} of this.#stripes) {
			sum += counts[index]!;
		}

		return sum;
	}

	counts<Name extends Field>(slot: number, names: readonly Name[]): Record<Name, number> {
		return Object.fromEntries(names.map(name => [name, this.count(slot, name)])) as Record<Name, number>;
	}

	inFlight(slot: number): number {
		let sum = 0;
		for (const {inFlight} of this.#stripes) {
			sum += inFlight[slot]!;
		}

		return sum;
	}

	/** Longest current wait for a response, in milliseconds; 0 for none. At most a moment old. */
	longestWait(slot: number): number {
		let longest = 0;
		for (const {waits} of this.#stripes) {
			longest = Math.max(longest, waits[slot]!);
		}

		return longest;
	}

	/** Number of responses, and the time within which 99 of 100 came: 0 without any. */
	answers(slot: number): {readonly count: number; readonly usualMs: number} {
		this.readLatencies(slot, allLatencies);
		return {count: allLatencies.reduce((sum, count) => sum + count, 0), usualMs: percentiles(allLatencies, [0.99])[0] ?? 0};
	}

	/** Writes the cumulative number of latencies in each bucket into `target`, which has {@link bucketCount} places. */
	readLatencies(slot: number, target: Uint32Array): void {
		const start = slot * bucketCount;
		target.fill(0);
		for (const {buckets} of this.#stripes) {
			for (let bucket = 0; bucket < bucketCount; bucket++) {
				target[bucket]! += buckets[start + bucket]!;
			}
		}
	}

	/** Exchanges by series, see `ExchangeSeries`. */
	readSeries(): ReadonlyMap<number, number> {
		const sums = new Map<number, number>();
		for (const {seriesLength, seriesKeys, seriesCounts} of this.#stripes) {
			const length = Atomics.load(seriesLength, 0);
			for (let place = 0; place < length; place++) {
				const count = seriesCounts[place]!;
				if (count === 0) {
					continue;
				}

				const key = seriesKeys[place]!;
				sums.set(key, (sums.get(key) ?? 0) + count);
			}
		}

		return sums;
	}

	/** A slot's row of durations, see `durations.ts`. */
	readDurations(slot: number): number[] {
		const sums = Array.from({length: durationCells}, () => 0);
		for (const {durations} of this.#stripes) {
			for (let cell = 0; cell < durationCells; cell++) {
				sums[cell]! += durations[(slot * durationCells) + cell]!;
			}
		}

		return sums;
	}

	/** A slot's row of phases, see `phase-cells.ts`. */
	readPhases(slot: number): Float64Array {
		const sums = new Float64Array(phaseCells);
		for (const {phases} of this.#stripes) {
			for (let cell = 0; cell < phaseCells; cell++) {
				sums[cell]! += phases[(slot * phaseCells) + cell]!;
			}
		}

		return sums;
	}

	/** How late each worker's timers were recently, in milliseconds. */
	lags(): readonly number[] {
		return this.#stripes.map(({lag}) => lag[0]!);
	}

	/** Changes while a worker's timers run. */
	beats(stripe: number): number {
		return Atomics.load(this.#stripes[stripe]!.beats, 0);
	}

	/** A dead worker's exchanges and connections have ended with it. Only to be called while no worker writes to the stripe. */
	clearInFlight(stripe: number): void {
		const views = this.#stripes[stripe];
		if (views === undefined) {
			return;
		}

		views.inFlight.fill(0);
		views.connections.fill(0);
		views.waits.fill(0);
		for (const [slot, holder] of this.#trials.entries()) {
			if (holder === stripe + 1) {
				Atomics.compareExchange(this.#trials, slot, holder, 0);
			}
		}

		// More than the change log holds, so that all followers read all numbers again.
		Atomics.add(views.changeCount, 0, changeCapacity + 1);
	}

	/** Clears a row for another backend. Only while no worker writes to the slot. */
	clearSlot(slot: number): void {
		this.#latencies[slot] = 0;
		for (const {counts, inFlight, waits, buckets, durations, phases, seriesLength, seriesKeys, seriesCounts} of this.#stripes) {
			counts.fill(0, slot * fieldCount, (slot + 1) * fieldCount);
			inFlight[slot] = 0;
			waits[slot] = 0;
			buckets.fill(0, slot * bucketCount, (slot + 1) * bucketCount);
			durations.fill(0, slot * durationCells, (slot + 1) * durationCells);
			phases.fill(0, slot * phaseCells, (slot + 1) * phaseCells);
			for (let place = 1; place < seriesLength[0]!; place++) {
				if (slotOfSeries(seriesKeys[place]!) === slot) {
					seriesCounts[place] = 0;
				}
			}
		}
	}
}
