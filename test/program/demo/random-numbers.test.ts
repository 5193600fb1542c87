import assert from 'node:assert/strict';
import test from 'node:test';
import {createRandom, integerBetween} from '../../../source/program/demo/random-numbers.js';

const take = (seed: number, count: number) => {
	const random = createRandom(seed);
	return Array.from({length: count}, () => random());
};

test('the same seed gives the same numbers, another seed others', () => {
	assert.deepEqual(take(7, 20), take(7, 20));
	const [first] = take(7, 1);
	const [second] = take(8, 1);
	assert.ok(Math.abs(first! - second!) > 0.001);
});

for (const seed of [0, 1, 2 ** 31, 1_800_000_000_000]) {
	test(`numbers lie evenly between 0 and 1, for the seed ${seed}`, () => {
		const counts = Array.from({length: 10}, () => 0);

		for (const number of take(seed, 10_000)) {
			counts[Math.floor(number * 10)]! += 1;
		}

		assert.equal(counts.length, 10);
		assert.deepEqual(counts.filter(count => count < 850 || count > 1150), []);
	});
}

test('whole numbers include both ends', () => {
	const random = createRandom(1);
	const seen = Array.from({length: 100}, () => integerBetween(random, 3, 5));
	assert.deepEqual(new Set(seen), new Set([3, 4, 5]));
});
