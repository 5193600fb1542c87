import process from 'node:process';
import {bucketSize, type BucketSize, takeToken} from './bucket-cell.js';
import {keyedHash} from './keyed-hash.js';
import {cellViews, type CellViews, clientCount} from './memory-layout.js';

/** Entries that a client's bucket may be in. */
const ways = 8;
const numberOfSets = clientCount / ways;

/** The bits of a client's network, as two words: the last 32 of an IPv4 address, the first 64 of an IPv6 address. */
export type ClientNetwork = {
	readonly high: number;
	readonly low: number;
};

const scratch = new ArrayBuffer(8);
const word = new BigInt64Array(scratch);
const wordHalves = new Uint32Array(scratch);

/** Inverted, so that no valid address is 0, which marks a free entry. */
const tagOf = ({high, low}: ClientNetwork): bigint => {
	wordHalves[0] = ~low;
	wordHalves[1] = ~high;
	return word[0]!;
};

/**
A token bucket for each client, in a table of fixed size that all workers share. A new client replaces the one in its set with the fullest
bucket, and takes its bucket over: a full bucket means the same as none, and one that is not full stays as empty as it was. So no client
regains tokens by having its bucket evicted, however many addresses it uses. The set of a client depends on a secret.
*/
export class ClientBuckets {
	readonly #cells: CellViews;
	readonly #now: () => bigint;
	#size: BucketSize | undefined;
	#remaining = 0;

	/**
	@param memory
	@param now - A clock in nanoseconds that all threads share.
	*/
	constructor(memory: SharedArrayBuffer, now: () => bigint = process.hrtime.bigint) {
		this.#cells = cellViews(memory);
		this.#now = now;
	}

	/** Tokens that the client had left after the last {@link take}. */
	get remaining(): number {
		return this.#remaining;
	}

	/** @param rate - Tokens a second for each client; as many can be saved up. 0 turns the limit off. */
	configure(rate: number): void {
		this.#size = rate === 0 ? undefined : bucketSize(rate);
	}

	/** @returns 0 if the client had a token, otherwise the milliseconds until it has one. */
	take(network: ClientNetwork): number {
		if (this.#size === undefined) {
			return 0;
		}

		const now = this.#now();
		const left = takeToken(this.#cells.clientTimes, this.#entryOf(network), this.#size, now);
		if (left < 0n) {
			this.#remaining = 0;
			return Number(-left) / 1e6;
		}

		this.#remaining = Number(left / this.#size.nanosecondsPerToken);
		return 0;
	}

	/** Where two threads enter the same client at once, both take what they have entered back, or one finds the other's. Three in the same set at once may still have a client counted twice. */
	#entryOf(network: ClientNetwork): number {
		const {clientTags, secret} = this.#cells;
		const tag = tagOf(network);
		const start = (keyedHash(secret, network.low, network.high) % numberOfSets) * ways;
		for (;;) {
			const known = this.#find(tag, start);
			if (known !== undefined) {
				return known;
			}

			const fullest = this.#fullestOf(start);
			const evicted = Atomics.load(clientTags, fullest);
			if (evicted === tag || Atomics.compareExchange(clientTags, fullest, evicted, tag) !== evicted) {
				continue;
			}

			if (this.#find(tag, start, fullest) === undefined) {
				return fullest;
			}

			Atomics.compareExchange(clientTags, fullest, tag, evicted);
		}
	}

	/** Index of the entry with this tag in a set, but for one. */
	#find(tag: bigint, start: number, except?: number): number | undefined {
		const {clientTags} = this.#cells;
		for (let index = start; index < start + ways; index++) {
			if (index !== except && Atomics.load(clientTags, index) === tag) {
				return index;
			}
		}

		return undefined;
	}

	#fullestOf(start: number): number {
		const {clientTimes} = this.#cells;
		let fullest = start;
		for (let index = start + 1; index < start + ways; index++) {
			if (Atomics.load(clientTimes, index) < Atomics.load(clientTimes, fullest)) {
				fullest = index;
			}
		}

		return fullest;
	}
}
