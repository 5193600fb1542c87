import {ClientBuckets} from '../../../shared-memory/client-buckets.js';
import {TokenBucket} from '../../../shared-memory/token-bucket.js';
import type {RateLimitKey} from '../../../../model/pool.js';
import {clientNetwork} from './client-network.js';

/** Period of the rate in seconds, which is also the burst. */
const windowSeconds = 1;

/** Limits the requests to backends per second: of all clients together, or of each. */
export class RateLimiter {
	readonly #all: TokenBucket;
	readonly #each: ClientBuckets;
	#by: RateLimitKey = 'all';
	/** Undefined without a limit. */
	#policy: string | undefined;

	constructor(memory: SharedArrayBuffer) {
		this.#all = new TokenBucket(memory);
		this.#each = new ClientBuckets(memory);
	}

	/** @param rate - Requests per second, and the burst. 0 turns the limit off. */
	configure(rate: number, by: RateLimitKey): void {
		this.#by = by;
		this.#all.configure(rate);
		this.#each.configure(rate);
		this.#policy = rate === 0 ? undefined : `"${by}";q=${rate};w=${windowSeconds}`;
	}

	/**
	Counts a request.

	@param client - Its address.
	@returns 0 if it is within the limit, otherwise the milliseconds until the next one is.
	*/
	take(client: string): number {
		if (this.#policy === undefined) {
			return 0;
		}

		return this.#by === 'all' ? this.#all.take() : this.#each.take(clientNetwork(client));
	}

	/**
	Response fields about the request that was counted last (draft-ietf-httpapi-ratelimit-headers-11), as `[name, value, …]`;
	undefined without a limit.

	@param waitMs - What {@link take} returned.
	*/
	fields(waitMs: number): readonly string[] | undefined {
		if (this.#policy === undefined) {
			return undefined;
		}

		const {remaining} = this.#by === 'all' ? this.#all : this.#each;
		const seconds = Math.max(Math.ceil(waitMs / 1000), windowSeconds);
		return ['RateLimit-Policy', this.#policy, 'RateLimit', `"${this.#by}";r=${remaining};t=${seconds}`];
	}
}
