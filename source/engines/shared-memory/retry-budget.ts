import {cellViews} from './memory-layout.js';

const budgetWord = 2;
/** A retry costs the deposits of this many exchanges: 20 % of them may be retried. */
const price = 5;
/** Initial budget, in retries; enough for the failure of a backend under load. */
const reserve = 128;
/** Maximum budget. */
const limit = 1024;

/**
Limits the retries of all workers to a fifth of the exchanges, so that a failing pool is not overloaded by retries. Fresh memory holds 0, so
the cell counts what is missing from the budget.
*/
export class RetryBudget {
	readonly #words: Int32Array;

	constructor(memory: SharedArrayBuffer) {
		this.#words = cellViews(memory).words;
	}

	/** To be called once for each exchange. */
	payIn(): void {
		// Usually the budget is full; then the cell is only read, to avoid contention.
		if (Atomics.load(this.#words, budgetWord) < (limit - reserve) * price) {
			Atomics.add(this.#words, budgetWord, 1);
		}
	}

	/** @returns Whether a retry is allowed, which is then paid for. */
	spend(): boolean {
		for (;;) {
			const saved = Atomics.load(this.#words, budgetWord);
			if (saved - price < -reserve * price) {
				return false;
			}

			if (Atomics.compareExchange(this.#words, budgetWord, saved, saved - price) === saved) {
				return true;
			}
		}
	}
}
