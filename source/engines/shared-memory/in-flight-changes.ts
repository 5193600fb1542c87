import {
	changeCapacity,
	stripesIn,
	type StripeViews,
	stripeViews,
} from './memory-layout.js';

/** Follows changes of the numbers in flight, by any thread, so that an order by these numbers can be maintained incrementally. */
export class InFlightChanges {
	readonly #stripes: readonly StripeViews[];
	/** Changes of each stripe that were reported. */
	readonly #told: Int32Array;

	constructor(memory: SharedArrayBuffer) {
		this.#stripes = Array.from({length: stripesIn(memory)}, (_, index) => stripeViews(memory, index));
		this.#told = new Int32Array(this.#stripes.length);
		this.skip();
	}

	/** Skips all changes until now. To be called before the numbers are read. */
	skip(): void {
		for (let stripe = 0; stripe < this.#stripes.length; stripe++) {
			this.#told[stripe] = Atomics.load(this.#stripes[stripe]!.changeCount, 0);
		}
	}

	/**
	Calls back with the slot of each change since the last call; a slot may come several times.

	@returns false if there were more than are kept: then any number may have changed.
	*/
	tell(onChange: (slot: number) => void): boolean {
		for (let stripe = 0; stripe < this.#stripes.length; stripe++) {
			const {changes, changeCount} = this.#stripes[stripe]!;
			const count = Atomics.load(changeCount, 0);
			const start = this.#told[stripe]!;
			if (((count - start) >>> 0) > changeCapacity) {
				return false;
			}

			while (this.#told[stripe] !== count) {
				onChange(changes[this.#told[stripe]! & (changeCapacity - 1)]!);
				this.#told[stripe]!++;
			}

			// What was read may have been overwritten meanwhile.
			if (((Atomics.load(changeCount, 0) - start) >>> 0) > changeCapacity) {
				return false;
			}
		}

		return true;
	}
}
