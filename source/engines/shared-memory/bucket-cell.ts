const nanosecondsPerSecond = 1_000_000_000;

/** How fast a bucket fills, and how much it holds: as much as flows in within a second, and at least one token. */
export type BucketSize = {
	readonly nanosecondsPerToken: bigint;
	readonly capacityNanoseconds: bigint;
};

/** @param rate - Tokens a second, at least 1. */
export const bucketSize = (rate: number): BucketSize => {
	const nanosecondsPerToken = BigInt(Math.max(Math.round(nanosecondsPerSecond / rate), 1));
	return {nanosecondsPerToken, capacityNanoseconds: nanosecondsPerToken * BigInt(Math.max(Math.round(rate), 1))};
};

/**
Takes a token from a bucket that is held in a single cell: the time at which it will be full again (the generic cell
rate algorithm). One compare-and-swap does it; nothing has to refill the bucket.

@param cells
@param index - Of the bucket's cell.
@param size
@param now - In nanoseconds, on a clock that all threads share.
@returns How many nanoseconds' worth of tokens are left; if negative, no token was taken, and that long is to be waited.
*/
export const takeToken = (cells: BigInt64Array, index: number, size: BucketSize, now: bigint): bigint => {
	const {nanosecondsPerToken, capacityNanoseconds} = size;
	for (;;) {
		const fullAt = Atomics.load(cells, index);
		// eslint-disable-next-line unicorn/prefer-math-min-max -- which knows no bigint
		const next = (fullAt > now ? fullAt : now) + nanosecondsPerToken;
		const left = now + capacityNanoseconds - next;
		if (left < 0n || Atomics.compareExchange(cells, index, fullAt, next) === fullAt) {
			return left;
		}
	}
};
