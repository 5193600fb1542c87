import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	bucketCount,
	bucketOf,
	middleOf,
	percentiles,
} from '../../../source/engines/shared-memory/latency-buckets.js';

const longestMs = 134_000;
const durations = fc.double({min: 0, max: longestMs, noNaN: true});

test('the middle of its bucket is at most 5 % from a duration, or 1 µs', () => {
	fc.assert(fc.property(durations, duration => {
		const middle = middleOf(bucketOf(duration));
		assert.ok(Math.abs(middle - duration) <= Math.max(duration * 0.05, 0.001), `${duration} → ${middle}`);
	}));
});

test('a longer duration never falls into an earlier bucket', () => {
	fc.assert(fc.property(durations, durations, (a, b) => {
		assert.ok(bucketOf(Math.min(a, b)) <= bucketOf(Math.max(a, b)));
	}));
});

test('each bucket holds its own middle', () => {
	const buckets = Array.from({length: bucketCount}, (_, bucket) => bucket);
	assert.deepEqual(buckets.map(bucket => bucketOf(middleOf(bucket))), buckets);
});

test('durations outside the range fall into the first and the last bucket', () => {
	assert.equal(bucketOf(-1), 0);
	assert.equal(bucketOf(longestMs * 1000), bucketCount - 1);
});

test('percentiles of no durations are undefined', () => {
	assert.deepEqual(percentiles(new Uint32Array(bucketCount), [0.5, 0.99]), [undefined, undefined]);
});

test('percentiles are at most 5 % from those of the sorted durations', () => {
	const shares = [0.5, 0.95, 0.99];
	const someDurations = fc.array(fc.double({min: 0.1, max: longestMs, noNaN: true}), {minLength: 1, maxLength: 300});
	fc.assert(fc.property(someDurations, values => {
		const counts = new Uint32Array(bucketCount);
		for (const value of values) {
			counts[bucketOf(value)]! += 1;
		}

		const sorted = values.toSorted((a, b) => a - b);
		const exact = shares.map(share => sorted[Math.max(Math.ceil(share * values.length), 1) - 1]!);
		const estimates = percentiles(counts, shares);
		assert.ok(exact.every((value, index) => Math.abs(estimates[index]! - value) <= value * 0.05), `${exact.join(',')} → ${estimates.join(',')}`);
	}));
});
