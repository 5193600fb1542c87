/**
Tracks the minimum of many changing scores: a tournament tree in which each node holds the better score of its two children.
Ties are broken at random by weight. O(log n) for a change and for a draw.
*/
export class MinimumTree {
	readonly #leaves: number;
	/** Children of node i are 2 i and 2 i + 1; the root is 1. */
	readonly #scores: Float64Array;
	/** Total weight of the leaves below that have the node's score. */
	readonly #weights: Float64Array;

	/** @param weights - One for each leaf, above 0. Every score is Infinity until it is set. */
	constructor(weights: readonly number[]) {
		this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(weights.length, 1)));
		this.#scores = new Float64Array(2 * this.#leaves).fill(Infinity);
		this.#weights = new Float64Array(2 * this.#leaves);
		this.#weights.set(weights, this.#leaves);
	}

	/** Sets all scores. O(n). */
	setAll(scoreOf: (index: number) => number, count: number): void {
		for (let index = 0; index < count; index++) {
			this.#scores[this.#leaves + index] = scoreOf(index);
		}

		for (let node = this.#leaves - 1; node >= 1; node--) {
			this.#compare(node);
		}
	}

	set(index: number, score: number): void {
		let node = this.#leaves + index;
		if (this.#scores[node] === score) {
			return;
		}

		this.#scores[node] = score;
		for (node = Math.trunc(node / 2); node >= 1; node = Math.trunc(node / 2)) {
			this.#compare(node);
		}
	}

	/**
	Index of a leaf with the smallest score.

	@param draw - From 0 up to, but not including, 1: breaks ties.
	*/
	choose(draw: number): number {
		const score = this.#scores[1]!;
		let place = draw * this.#weights[1]!;
		let node = 1;
		while (node < this.#leaves) {
			const left = 2 * node;
			const isLeftBest = this.#scores[left] === score;
			const isRightBest = this.#scores[left + 1] === score;
			if (isLeftBest && (!isRightBest || place < this.#weights[left]!)) {
				node = left;
			} else {
				place -= isLeftBest ? this.#weights[left]! : 0;
				node = left + 1;
			}
		}

		return node - this.#leaves;
	}

	#compare(node: number): void {
		const left = 2 * node;
		const difference = this.#scores[left]! - this.#scores[left + 1]!;
		const isLeftBest = this.#scores[left]! <= this.#scores[left + 1]!;
		this.#scores[node] = this.#scores[isLeftBest ? left : left + 1]!;
		this.#weights[node] = difference === 0
			? this.#weights[left]! + this.#weights[left + 1]!
			: this.#weights[isLeftBest ? left : left + 1]!;
	}
}
