import assert from 'node:assert/strict';
import test from 'node:test';
import {steadyNow} from '../../../source/model/steady-clock.js';
import {InstanceClock} from '../../../source/engines/remote/instance-clock.js';
import {fakeBackend, fakeStatus} from '../../helpers/fake-control.js';

const hour = 3_600_000;

/** An instance whose own clock stands elsewhere, and was set since it started. */
const answer = ({aheadMs = 0, jumpMs = 0, uptimeMs = 10_000, latenessMs = 0}) => {
	const steady = steadyNow() + aheadMs - latenessMs;
	const at = steady - 5000 + jumpMs;
	return {
		status: fakeStatus({startedAt: steady - uptimeMs, backends: [fakeBackend({
			id: 'b1',
			healthSince: at,
			stateSince: at,
			ejectedUntil: at,
			drainEndsAt: at,
			lastCheck: {at, passed: true, durationMs: 1, reason: ''},
			checks: [{at, passed: true, durationMs: 1, reason: ''}],
		})]}),
		now: steady + jumpMs,
		uptimeMs,
	};
};

const isNear = (actual: number, expected: number): void => {
	assert.ok(Math.abs(actual - expected) < 2500, `${actual} is not near ${expected}`);
};

for (const [what, time] of [
	['agrees', {}],
	['is ahead', {aheadMs: 5 * hour}],
	['is behind', {aheadMs: -5 * hour}],
	['was set forward', {jumpMs: hour}],
	['was set back', {jumpMs: -hour}],
	['is ahead and was set back', {aheadMs: 5 * hour, jumpMs: -hour}],
] as const) {
	test(`ages are right when the instance's clock ${what}`, () => {
		const clock = new InstanceClock();
		const status = clock.read(answer(time));
		const [{healthSince, stateSince, ejectedUntil, drainEndsAt, lastCheck, checks}] = status.backends as [typeof status.backends[0]];
		for (const at of [healthSince, stateSince, ejectedUntil, drainEndsAt, lastCheck?.at, checks?.[0]?.at]) {
			isNear(clock.now() - at!, 5000);
		}

		isNear(clock.now() - status.startedAt, 10_000);
	});
}

test('an answer that comes late does not move the clock, one of another instance does', () => {
	const clock = new InstanceClock();
	clock.read(answer({}));
	const before = clock.now();
	clock.read(answer({latenessMs: 300}));
	assert.ok(clock.now() >= before);
	clock.read(answer({aheadMs: hour}));
	isNear(clock.now(), before + hour);
});

test('without both in the answers of an older instance, its clock counts as equal', () => {
	const clock = new InstanceClock();
	const startedAt = Date.now() - 10_000;
	const status = clock.read({status: fakeStatus({startedAt}), now: undefined, uptimeMs: undefined});
	isNear(clock.now() - status.startedAt, 10_000);
});
