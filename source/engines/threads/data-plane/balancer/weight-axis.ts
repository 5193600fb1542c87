/** Weights laid end to end: a position chosen at random, or in even steps, selects each item by its weight. */
export class WeightAxis {
	/** Where the last weight ends. */
	readonly length: number;
	readonly #ends: Float64Array;

	constructor(weights: readonly number[]) {
		this.#ends = new Float64Array(weights.length);
		let end = 0;
		for (const [index, weight] of weights.entries()) {
			end += weight;
			this.#ends[index] = end;
		}

		this.length = end;
	}

	/**
	Index of the weight at a position. O(log n).

	@param place - From 0 up to, but not including, {@link length}.
	*/
	at(place: number): number {
		let low = 0;
		let high = this.#ends.length - 1;
		while (low < high) {
			const middle = Math.trunc((low + high) / 2);
			if (this.#ends[middle]! > place) {
				high = middle;
			} else {
				low = middle + 1;
			}
		}

		return low;
	}
}
