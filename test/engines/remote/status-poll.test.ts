import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {Status} from '../../../source/model/status.js';
import {StatusPoll} from '../../../source/engines/remote/status-poll.js';
import {fakeStatus} from '../../helpers/fake-control.js';

/** A poll whose rounds end when the test says so, on a clock that the test moves. */
const start = (t: TestContext) => {
	t.mock.timers.enable({apis: ['Date'], now: 1_000_000});
	let now = 0;
	t.mock.method(performance, 'now', () => now);
	const rounds: Array<PromiseWithResolvers<Status>> = [];
	let restarts = 0;
	let losses = 0;
	const poll = new StatusPoll({
		first: fakeStatus({version: 1}),
		now: Date.now,
		async fetch() {
			const round = Promise.withResolvers<Status>();
			rounds.push(round);
			return round.promise;
		},
		onRestart() {
			restarts++;
		},
		onLost() {
			losses++;
		},
	});
	const settled = async () => new Promise(resolve => {
		setImmediate(resolve);
	});
	return {
		poll,
		rounds,
		get restarts() {
			return restarts;
		},
		get losses() {
			return losses;
		},
		/** Looks at the status after so many milliseconds. */
		look(milliseconds: number): Status {
			now += milliseconds;
			t.mock.timers.tick(milliseconds);
			return poll.status;
		},
		async answer(given: Partial<Status>) {
			rounds.at(-1)!.resolve(fakeStatus(given));
			await settled();
		},
		async fail() {
			rounds.at(-1)!.reject(new Error('lost'));
			await settled();
		},
	};
};

test('it polls only while it is read, at most ten times a second, one request at a time', async t => {
	const {rounds, look, answer} = start(t);
	assert.equal(look(50).version, 1);
	assert.equal(rounds.length, 0);
	look(50);
	look(10);
	look(200);
	assert.equal(rounds.length, 1);
	await answer({version: 2});
	assert.equal(look(0).version, 2);
	assert.equal(rounds.length, 1, 'a round that took 210 ms is followed by a rest of three times as long');
	look(629);
	assert.equal(rounds.length, 1);
	look(1);
	assert.equal(rounds.length, 2);
});

test('a status is stale from the last good one on, and polled less and less often', async t => {
	const started = start(t);
	const {rounds, look, answer, fail} = started;
	look(100);
	await answer({version: 2});
	const at = 1_000_100;
	look(100);
	await fail();
	assert.equal(look(10).staleSince, at);
	assert.equal(look(10).version, 2);
	for (const delay of [250, 500, 1000, 2000, 4000, 5000, 5000]) {
		const {length} = rounds;
		look(delay - 21);
		assert.equal(rounds.length, length, String(delay));
		look(21);
		assert.equal(rounds.length, length + 1, String(delay));
		// eslint-disable-next-line no-await-in-loop -- one round after the other
		await fail();
		look(20);
	}

	look(5000);
	await answer({version: 3});
	const status = look(0);
	assert.deepEqual([status.version, status.staleSince, started.losses], [3, undefined, 1]);
});

test('a round without an end makes it old as well', async t => {
	const {look, answer} = start(t);
	look(100);
	assert.equal(look(2000).staleSince, undefined);
	assert.equal(look(1).staleSince, 1_000_000);
	await answer({version: 2});
	assert.equal(look(0).staleSince, undefined);
});

test('a restarted instance is reported', async t => {
	const started = start(t);
	started.look(100);
	await started.answer({version: 2});
	assert.equal(started.restarts, 0);
	started.look(1000);
	await started.answer({startedAt: 7});
	assert.equal(started.restarts, 1);
});

test('a refresh waits for a round that began after it', async t => {
	const {poll, rounds, look, answer} = start(t);
	look(100);
	const refreshed = poll.refresh();
	await answer({version: 2});
	assert.equal(rounds.length, 2);
	await answer({version: 3});
	await refreshed;
	assert.equal(poll.status.version, 3);
});
