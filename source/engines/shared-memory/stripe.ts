import {durationBucketOf, durationCells, durationSumCell} from './durations.js';
import {ExchangeSeries} from './exchange-series.js';
import {bucketCount, bucketOf} from './latency-buckets.js';
import {FailureStreaks} from './failure-streaks.js';
import {LatencyCells} from './latency-cells.js';
import {
	changeCapacity,
	type Field,
	fieldCount,
	fieldIndex,
	proxySlot,
	type StripeViews,
	stripeViews,
} from './memory-layout.js';
import {phaseCells, phaseIndex, timedPhases, type TimedPhase} from './phase-cells.js';

/**
The counters of one worker. Only that worker writes, so plain stores suffice; readers in other threads see each value whole, at worst a
moment late. What is in flight is stored at once, because other workers decide by it.
*/
export class Stripe {
	readonly index: number;
	readonly #views: StripeViews;
	readonly #latencies: LatencyCells;
	readonly #streaks: FailureStreaks;
	readonly #series: ExchangeSeries;

	constructor(memory: SharedArrayBuffer, index: number) {
		this.index = index;
		this.#views = stripeViews(memory, index);
		this.#latencies = new LatencyCells(memory);
		this.#streaks = new FailureStreaks(memory);
		this.#series = new ExchangeSeries(this.#views);
	}

	add(slot: number, field: Field, amount = 1): void {
		this.#views.counts[(slot * fieldCount) + fieldIndex[field]]! += amount;
	}

	/**
	An exchange has ended, as the access log says.

	@param slot - The backend tried last; the proxy's own slot when there was none.
	@param method
	@param status
	@param milliseconds - From its beginning.
	*/
	end(slot: number, method: string, status: number, milliseconds: number): void {
		this.#series.count(slot, method, status);
		const {durations} = this.#views;
		const row = slot * durationCells;
		durations[row + durationBucketOf(milliseconds)]!++;
		durations[row + durationSumCell]! += milliseconds;
	}

	/** A phase of an exchange that has ended. */
	addPhase(slot: number, phase: TimedPhase, milliseconds: number): void {
		const {phases} = this.#views;
		const cell = (slot * phaseCells) + phaseIndex[phase];
		phases[cell]! += milliseconds;
		phases[cell + timedPhases.length]!++;
	}

	/**
	To be called by a timer, which tells that this worker runs.

	@param lagMs - How late its timers were of late.
	*/
	beat(lagMs: number): void {
		this.#views.lag[0] = lagMs;
		Atomics.add(this.#views.beats, 0, 1);
	}

	/** @param milliseconds - How long the request in flight in this row that waits for an answer has waited, the longest of them; 0 for none. */
	setWait(slot: number, milliseconds: number): void {
		this.#views.waits[slot] = milliseconds;
	}

	/** A client has left a backend's row after it had waited too long for an answer. */
	abandon(slot: number): void {
		this.add(slot, 'abandoned');
		this.#streaks.failed(slot);
	}

	/** A failed exchange of a backend. */
	fail(slot: number): void {
		this.add(slot, 'failures');
		this.#streaks.failed(slot);
	}

	/** A successful exchange of a backend. */
	succeed(slot: number): void {
		this.#streaks.succeeded(slot);
	}

	/** Has its undo in {@link leave}. */
	enter(slot: number): void {
		Atomics.add(this.#views.inFlight, slot, 1);
		this.#tellChange(slot);
	}

	leave(slot: number): void {
		Atomics.sub(this.#views.inFlight, slot, 1);
		this.#tellChange(slot);
	}

	recordLatency(slot: number, milliseconds: number): void {
		this.#views.buckets[(slot * bucketCount) + bucketOf(milliseconds)]!++;
		this.#latencies.record(slot, milliseconds);
	}

	/** After the change, so that followers see it. */
	#tellChange(slot: number): void {
		if (slot === proxySlot) {
			return;
		}

		const {changes, changeCount} = this.#views;
		const count = changeCount[0]!;
		changes[count & (changeCapacity - 1)] = slot;
		Atomics.store(changeCount, 0, count + 1);
	}
}
