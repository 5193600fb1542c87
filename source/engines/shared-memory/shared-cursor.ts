import {cellViews} from './memory-layout.js';

const cursorWord = 0;

/** One increasing number for all workers, for strict round robin over all. */
export class SharedCursor {
	readonly #words: Int32Array;

	constructor(memory: SharedArrayBuffer) {
		this.#words = cellViews(memory).words;
	}

	/** Takes the next number: 0 to 2³² − 1, then from 0 again. */
	next(): number {
		return Atomics.add(this.#words, cursorWord, 1) >>> 0;
	}

	/** The number that {@link next} would take. */
	peek(): number {
		return Atomics.load(this.#words, cursorWord) >>> 0;
	}
}
