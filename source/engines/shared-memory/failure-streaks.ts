import {cellViews} from './memory-layout.js';

/** Consecutive failures of each backend, over all workers. */
export class FailureStreaks {
	readonly #cells: Int32Array;

	constructor(memory: SharedArrayBuffer) {
		this.#cells = cellViews(memory).streaks;
	}

	get(slot: number): number {
		return Atomics.load(this.#cells, slot);
	}

	failed(slot: number): void {
		Atomics.add(this.#cells, slot, 1);
	}

	/** Ends the streak. Usually there is none; then the cell is only read, to avoid contention. */
	succeeded(slot: number): void {
		if (Atomics.load(this.#cells, slot) !== 0) {
			Atomics.store(this.#cells, slot, 0);
		}
	}
}
