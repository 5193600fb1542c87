import {cellViews} from './memory-layout.js';

const budgetWord = 2;
/** A retry costs what this many exchanges pay in: 20 % of them may be retried. */
const price = 5;
/** What a pool that has not had any traffic yet may spend, in retries; enough for a backend's death under many exchanges at once. */
const reserve = 128;
/** What a long time without retries saves up. */
const limit = 1024;

/**
Keeps all workers' retries together within a fifth of the exchanges, so that a dying pool is not beaten to death by
being asked again and again. Fresh memory holds 0, so the cell counts what is missing from the reserve.
*/
export class RetryBudget {
	readonly #words: Int32Array;

	constructor(memory: SharedArrayBuffer) {
		this.#words = cellViews(memory).words;
	}

	/** To be called once for each exchange. */
	payIn(): void {
		// Mostly the budget is full; then the cell is only read, so the threads do not fight for it.
		if (Atomics.load(this.#words, budgetWord) < (limit - reserve) * price) {
			Atomics.add(this.#words, budgetWord, 1);
		}
	}

	/** @returns Whether there may be a retry, which is then paid for. */
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
