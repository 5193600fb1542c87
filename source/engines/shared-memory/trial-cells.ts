import {cellViews} from './memory-layout.js';

/** Trials of backends that are down: one request at a time at each, over all workers. */
export class TrialCells {
	readonly #cells: Int32Array;
	/** Fresh memory holds 0, which stands for no worker. */
	readonly #own: number;

	/** @param stripe - Of the worker, so that what it holds is free again when it dies; see `CounterReader.clearInFlight`. */
	constructor(memory: SharedArrayBuffer, stripe: number) {
		this.#cells = cellViews(memory).trials;
		this.#own = stripe + 1;
	}

	/** @returns Whether the trial is this worker's, until it is released. */
	take(slot: number): boolean {
		return Atomics.compareExchange(this.#cells, slot, 0, this.#own) === 0;
	}

	release(slot: number): void {
		Atomics.compareExchange(this.#cells, slot, this.#own, 0);
	}
}
