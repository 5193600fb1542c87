import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {gapAt, rateAt} from '../../../source/program/demo/traffic-rate.js';

const elapsedMs = fc.integer({min: 0, max: 600_000});
const random = fc.double({min: 0, max: 0.999, noNaN: true});

test('the rate goes from 8 to 15 requests a second', () => {
	const rates = Array.from({length: 600}, (_, index) => rateAt(index * 100, 100));
	assert.equal(Math.min(...rates).toFixed(1), '8.0');
	assert.equal(Math.max(...rates).toFixed(1), '15.0');
});

test('without a rate limit it is the same', () => {
	assert.equal(rateAt(5000, 0), rateAt(5000, 100));
});

test('even the shortest gap is longer than the rate limit asks for', () => {
	fc.assert(fc.property(elapsedMs, random, fc.integer({min: 1, max: 1000}), (elapsed, number, rateLimit) => {
		assert.ok(gapAt(elapsed, rateLimit, number) > 1000 / rateLimit);
	}));
});
