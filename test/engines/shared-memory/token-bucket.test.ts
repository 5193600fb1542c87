import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {allocateSharedMemory} from '../../../source/engines/shared-memory/memory-layout.js';
import {TokenBucket} from '../../../source/engines/shared-memory/token-bucket.js';

const second = 1_000_000_000n;

/** A bucket and the clock it lives by. */
const bucketAt = (start: bigint, rate: number) => {
	const clock = {now: start};
	const memory = allocateSharedMemory(1);
	const bucket = new TokenBucket(memory, () => clock.now);
	bucket.configure(rate);
	return {bucket, clock, memory};
};

const takeAll = (bucket: TokenBucket): number => {
	let taken = 0;
	while (bucket.take() === 0) {
		taken++;
	}

	return taken;
};

test('as many as the rate can be taken at once, then none', () => {
	const {bucket} = bucketAt(5n * second, 10);
	assert.equal(takeAll(bucket), 10);
	assert.equal(takeAll(bucket), 0);
});

test('a refusal returns the wait, after which there is a token', () => {
	const {bucket, clock} = bucketAt(5n * second, 4);
	takeAll(bucket);
	assert.equal(bucket.take(), 250);
	clock.now += second / 5n;
	assert.equal(bucket.take(), 50);
	clock.now += second / 20n;
	assert.equal(bucket.take(), 0);
	assert.equal(bucket.take(), 250);
});

test('refusals cost nothing', () => {
	const {bucket, clock} = bucketAt(5n * second, 10);
	takeAll(bucket);
	for (let attempt = 0; attempt < 1000; attempt++) {
		bucket.take();
	}

	clock.now += second / 10n;
	assert.equal(bucket.take(), 0);
});

test('a rate of 0 refuses nothing', () => {
	const {bucket} = bucketAt(5n * second, 0);
	const waits = Array.from({length: 1000}, () => bucket.take());
	assert.ok(waits.every(wait => wait === 0));
});

test('no more is saved up than the rate, however long nothing is taken', () => {
	const {bucket, clock} = bucketAt(5n * second, 3);
	takeAll(bucket);
	clock.now += 1000n * second;
	assert.equal(takeAll(bucket), 3);
});

test('a changed rate counts from then on', () => {
	const {bucket, clock} = bucketAt(5n * second, 100);
	takeAll(bucket);
	bucket.configure(2);
	clock.now += 10n * second;
	assert.equal(takeAll(bucket), 2);
});

test('two on the same memory share the tokens', () => {
	const {bucket, clock, memory} = bucketAt(5n * second, 10);
	const other = new TokenBucket(memory, () => clock.now);
	other.configure(10);
	let taken = 0;
	while (bucket.take() === 0 && other.take() === 0) {
		taken += 2;
	}

	assert.equal(taken, 10);
});

const pauses = fc.bigInt({min: 0n, max: 3n * second});
const step = fc.record({pause: pauses, attempts: fc.nat({max: 50})});

test('over any time, at most the burst and what the rate adds is taken, and no less when all is asked for', () => {
	fc.assert(fc.property(fc.integer({min: 1, max: 500}), fc.array(step, {maxLength: 40}), (rate, steps) => {
		const {bucket, clock} = bucketAt(second, rate);
		// The model: a number of tokens that grows with time.
		let tokens = rate;
		const wrong: string[] = [];
		for (const {pause, attempts} of steps) {
			clock.now += pause;
			tokens = Math.min(tokens + (rate * (Number(pause) / 1e9)), rate);
			for (let attempt = 0; attempt < attempts; attempt++) {
				const isGranted = bucket.take() === 0;
				// A period that is no whole number of nanoseconds is rounded.
				if (isGranted !== (tokens >= 1) && Math.abs(tokens - 1) > 1e-4) {
					wrong.push(`${tokens} tokens: ${isGranted ? 'granted' : 'refused'}`);
				}

				tokens -= isGranted ? 1 : 0;
			}
		}

		assert.deepEqual(wrong, []);
	}));
});
