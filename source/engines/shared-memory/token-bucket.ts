import process from 'node:process';
import {bucketSize, type BucketSize, takeToken} from './bucket-cell.js';
import {cellViews} from './memory-layout.js';

/** A token bucket that all workers draw from. */
export class TokenBucket {
	readonly #cells: BigInt64Array;
	readonly #now: () => bigint;
	#size: BucketSize | undefined;
	#remaining = 0;

	/**
	 @param memory
	 @param now - A clock in nanoseconds that all threads share.
	 */
	constructor(memory: SharedArrayBuffer, now: () => bigint = process.hrtime.bigint) {
		this.#cells = cellViews(memory).limiter;
		this.#now = now;
	}

	/** Tokens that were left after the last {@link take}. */
	get remaining(): number {
		return this.#remaining;
	}

	/** @param rate - Tokens a second; as many can be saved up. 0 turns the limit off. */
	configure(rate: number): void {
		this.#size = rate === 0 ? undefined : bucketSize(rate);
	}

	/** @returns 0 if there was a token, otherwise the milliseconds until there is one. */
	take(): number {
		if (this.#size === undefined) {
			return 0;
		}

		const left = takeToken(this.#cells, 0, this.#size, this.#now());
		if (left < 0n) {
			this.#remaining = 0;
			return Number(-left) / 1e6;
		}

		this.#remaining = Number(left / this.#size.nanosecondsPerToken);
		return 0;
	}
}
