import assert from 'node:assert/strict';
import test from 'node:test';
import {Drains, type DrainEnd} from '../../../../source/engines/control/pool/drains.js';
import {SimulatedClock} from '../health/simulated-clock.js';

const setUp = (timeoutMs = 30_000) => {
	const clock = new SimulatedClock();
	const inFlight = new Map<number, number>();
	const ends: Array<DrainEnd & {readonly id: string; readonly at: number}> = [];
	const drains = new Drains({timeoutMs: () => timeoutMs, inFlight: slot => inFlight.get(slot) ?? 0, clock});
	return {
		clock,
		inFlight,
		ends,
		drains,
		begin(id: string, slot: number) {
			drains.begin(id, slot, false, ({left}) => {
				ends.push({id, left, at: clock.monotonic()});
			});
		},
	};
};

test('a drain ends as soon as nothing is in flight', async () => {
	const {clock, inFlight, ends, drains, begin} = setUp();
	inFlight.set(1, 2);
	begin('b1', 1);
	await clock.advance(10_000);
	assert.deepEqual(ends, []);
	assert.equal(drains.endsAt('b1'), 30_000);
	inFlight.set(1, 0);
	await clock.advance(50);
	assert.deepEqual(ends.map(({id, left}) => [id, left]), [['b1', 0]]);
	assert.equal(drains.endsAt('b1'), undefined);
	assert.equal(clock.pendingTimers, 0);
});

test('an idle backend has drained at once', async () => {
	const {clock, ends, begin} = setUp();
	begin('b1', 1);
	await clock.advance(0);
	assert.deepEqual(ends, [{id: 'b1', left: 0, at: 0}]);
});

test('when its time is up a drain ends with what is left', async () => {
	const {clock, inFlight, ends, begin} = setUp();
	inFlight.set(1, 3);
	begin('b1', 1);
	await clock.advance(29_950);
	assert.deepEqual(ends, []);
	await clock.advance(50);
	assert.deepEqual(ends, [{id: 'b1', left: 3, at: 30_000}]);
});

test('each backend drains in its own time, and beginning again does not prolong it', async () => {
	const {clock, inFlight, ends, begin} = setUp();
	inFlight.set(1, 1);
	inFlight.set(2, 1);
	begin('b1', 1);
	await clock.advance(10_000);
	begin('b2', 2);
	begin('b1', 1);
	await clock.advance(40_000);
	assert.deepEqual(ends.map(({id, at}) => [id, at]), [['b1', 30_000], ['b2', 40_000]]);
});

test('a cancelled drain emits no event', async () => {
	const {clock, ends, drains, begin} = setUp();
	begin('b1', 1);
	drains.cancel('b1');
	await clock.advance(60_000);
	assert.deepEqual(ends, []);
	assert.equal(clock.pendingTimers, 0);
});
