import type {PoolChange} from '../model/pool-change.js';

/** Further back than anybody remembers what they did. */
const capacity = 100;

/** The changes of the pool that can be taken back, the oldest forgotten first. */
export class UndoHistory {
	readonly #changes: PoolChange[] = [];

	/** The one to take back next. */
	get last(): PoolChange | undefined {
		return this.#changes.at(-1);
	}

	push(change: PoolChange): void {
		this.#changes.push(change);
		if (this.#changes.length > capacity) {
			this.#changes.shift();
		}
	}

	drop(): void {
		this.#changes.pop();
	}
}
