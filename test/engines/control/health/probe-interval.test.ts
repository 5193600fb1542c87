import assert from 'node:assert/strict';
import test from 'node:test';
import {withJitter} from '../../../../source/engines/control/health/probe-interval.js';

test('a delay is up to a tenth shorter or longer than the interval, evenly', () => {
	assert.equal(withJitter(10_000, 0), 9000);
	assert.equal(withJitter(10_000, 0.5), 10_000);
	assert.equal(Math.round(withJitter(10_000, 1 - Number.EPSILON)), 11_000);
});
