import assert from 'node:assert/strict';
import test from 'node:test';
import {SlowStarts} from '../../../../source/engines/control/traffic/slow-starts.js';
import {rampShare} from '../../../../source/model/ramp-share.js';
import {SimulatedClock} from '../health/simulated-clock.js';

const start = (durationMs: number) => {
	const clock = new SimulatedClock();
	const shares = new Map<number, number>();
	const slowStarts = new SlowStarts({
		durationMs: () => durationMs, clock, setShare(slot, share) {
			shares.set(slot, share);
		},
	});
	return {clock, shares, slowStarts};
};

test('the share grows evenly from a twentieth to all', () => {
	assert.deepEqual([0, 1, 5, 25, 50, 99, 100, 200].map(elapsed => rampShare(elapsed, 100)), [0.05, 0.05, 0.05, 0.25, 0.5, 0.99, 1, 1]);
	assert.equal(rampShare(0, 0), 1);
});

test('each backend that comes has its own way to its full share', async () => {
	const {clock, shares, slowStarts} = start(10_000);
	slowStarts.begin(1);
	assert.equal(shares.get(1), 0.05, 'before it can be chosen');
	await clock.advance(5000);
	slowStarts.begin(2);
	await clock.advance(2500);
	assert.deepEqual([...shares], [[1, 0.75], [2, 0.25]]);
	await clock.advance(2500);
	assert.equal(shares.get(1), 1);
	await clock.advance(5000);
	assert.deepEqual([...shares], [[1, 1], [2, 1]]);
	assert.equal(clock.pendingTimers, 0);
});

test('without a slow start every backend has its full share at once', () => {
	const {clock, shares, slowStarts} = start(0);
	slowStarts.begin(1);
	assert.equal(shares.size, 0);
	assert.equal(clock.pendingTimers, 0);
});
