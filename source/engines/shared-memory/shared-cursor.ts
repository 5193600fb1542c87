import {cellViews} from './memory-layout.js';

const cursorWord = 0;

/** One ever-growing number for all workers, so that together they go round the backends strictly in turn. */
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
