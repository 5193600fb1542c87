import {bucketCount, middleOf} from './latency-buckets.js';

const steps = [1, 2, 5];
const decades = [0.1, 1, 10, 100, 1000, 10_000];

/** Upper ends of the displayed latency ranges, in milliseconds, ascending; the last is infinite. */
export const rangeBounds: readonly number[] = [...decades.flatMap(decade => steps.map(step => step * decade)), Infinity];

export const rangeCount = rangeBounds.length;

const rangeOfBucket = Uint8Array.from({length: bucketCount}, (_, bucket) => rangeBounds.findIndex(bound => middleOf(bucket) <= bound));

/** Adds what each bucket holds to its range in `target`, which has {@link rangeCount} places. */
export const addToRanges = (buckets: Uint32Array, target: Float64Array): void => {
	for (let bucket = 0; bucket < bucketCount; bucket++) {
		target[rangeOfBucket[bucket]!]! += buckets[bucket]!;
	}
};
