/** Upper bounds of the duration histogram, in milliseconds; one more bucket has none. */
export const durationBounds = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000] as const;

/** A row holds a count for each bucket, and the sum in milliseconds. */
export const durationCells = durationBounds.length + 2;
export const durationSumCell = durationCells - 1;

/** The first bucket whose bound a duration does not pass. */
export const durationBucketOf = (milliseconds: number): number => {
	let bucket = 0;
	while (bucket < durationBounds.length && milliseconds > durationBounds[bucket]!) {
		bucket++;
	}

	return bucket;
};
