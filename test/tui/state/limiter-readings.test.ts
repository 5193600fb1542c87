import assert from 'node:assert/strict';
import test from 'node:test';
import {fakeStatus} from '../../helpers/fake-control.js';
import {limitedShare, readLimiter, type LimiterReadings} from '../../../source/tui/state/limiter-readings.js';

const {totals} = fakeStatus();

const read = (readings: LimiterReadings, at: number, requests: number, rateLimited: number): LimiterReadings =>
	readLimiter(readings, {...totals, requests, rateLimited}, at);

test('what the rate limiter turned away is a share of the last seconds, and gone when none came since', () => {
	let readings = read([], 0, 1000, 500);
	assert.equal(limitedShare(readings), undefined, 'what was before the screen is on is not of the last seconds');
	readings = read(readings, 1000, 1100, 525);
	assert.equal(limitedShare(readings), 0.25);
	for (let second = 2; second <= 6; second++) {
		readings = read(readings, second * 1000, 1000 + (100 * second), 525);
	}

	assert.equal(limitedShare(readings), 0);
	assert.ok(readings.length <= 7);
	assert.equal(limitedShare(read(read(readings, 20_000, 1600, 525), 30_000, 1600, 525)), undefined);
});

test('between two readings nothing is new', () => {
	const readings = read([], 0, 10, 0);
	assert.equal(read(readings, 999, 20, 5), readings);
});

test('a clock that was set back, and an instance that began again, begin anew', () => {
	const readings = read(read([], 5000, 10, 0), 6000, 20, 5);
	assert.equal(limitedShare(read(readings, 1000, 30, 5)), undefined);
	assert.equal(limitedShare(read(readings, 7000, 3, 0)), undefined);
});
