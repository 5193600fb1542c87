/* eslint-disable no-await-in-loop -- Time passes step by step. */
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {LogPage} from '../../../source/model/access-log-entry.js';
import type {OpenRequests} from '../../../source/model/open-request.js';
import type {Status} from '../../../source/model/status.js';
import {Feed} from '../../../source/tui/session/feed.js';
import {FramePace} from '../../../source/tui/session/frame-pace.js';
import {FakeControl, fakeOpenRequest} from '../../helpers/fake-control.js';

type Update = {
	readonly status: Status;
	readonly page?: LogPage | undefined;
	readonly open?: OpenRequests | undefined;
};

const patience = 5000;

/** A feed on a clock that a test turns by hand. */
const startFeed = (t: TestContext, control = new FakeControl()) => {
	let now = 0;
	let used = 0;
	t.mock.timers.enable({apis: ['setTimeout']});
	t.mock.method(performance, 'now', () => now);
	const updates: Update[] = [];
	const failures: unknown[] = [];
	const watch = {isOn: true};
	const frame = {milliseconds: 0};
	const feed = new Feed({
		control,
		onUpdate(status, reading) {
			updates.push({status, ...reading});
			used += frame.milliseconds;
		},
		onFailure(error) {
			failures.push(error);
		},
		isWatched: () => watch.isOn,
		refreshInterval: () => patience,
		pace: new FramePace(() => used),
	});
	t.after(() => {
		feed.stop();
	});
	return {
		control,
		updates,
		failures,
		feed,
		watch,
		frame,
		async pass(milliseconds: number): Promise<void> {
			for (let passed = 0; passed < milliseconds; passed += 10) {
				now += 10;
				t.mock.timers.tick(10);
				await new Promise(resolve => {
					setImmediate(resolve);
				});
			}
		},
	};
};

test('it tells what changes, ten times a second; at rest it looks less often, and tells as often as asked for', async t => {
	const control = new FakeControl();
	const status = t.mock.method(control, 'status');
	const {updates, pass} = startFeed(t, control);
	await pass(2 * patience);
	updates.length = 0;
	status.mock.resetCalls();
	await pass(4 * patience);
	assert.ok(status.mock.callCount() <= 40, `${status.mock.callCount()} looks at rest`);
	assert.ok(updates.length >= 3 && updates.length <= 4, `${updates.length} at rest`);
	updates.length = 0;
	for (let count = 0; count < 50; count++) {
		control.log(1);
		await pass(100);
	}

	assert.ok(updates.length >= 45 && updates.length <= 51, `${updates.length} with traffic`);
	await pass(500);
	updates.length = 0;
	for (let second = 0; second < 5; second++) {
		control.log(1);
		await pass(1000);
	}

	assert.ok(updates.length >= 5 && updates.length <= 10, `${updates.length} with a request a second`);
});

test('what happens after a rest is told in a moment, until the figures stand still again', async t => {
	const {control, updates, pass} = startFeed(t);
	await pass(2 * patience);
	updates.length = 0;
	control.log(1);
	await pass(500);
	assert.equal(updates.at(-1)?.page?.records.length, 1);
	await pass(patience);
	updates.length = 0;
	control.changeStatus({recent: {...control.status().recent, requestsPerSecond: 0.3}});
	await pass(500);
	assert.equal(updates.at(-1)?.status.recent.requestsPerSecond, 0.3, 'requests of before leave the figures later');
	await pass(patience);
	updates.length = 0;
	control.changeStatus({staleSince: 1});
	await pass(500);
	assert.equal(updates.at(-1)?.status.staleSince, 1, 'a connection that is lost');
});

test('at rest it leaves the workers alone', async t => {
	const control = new FakeControl();
	const readLog = t.mock.method(control, 'readLog');
	const {pass} = startFeed(t, control);
	await pass(5000);
	const before = readLog.mock.callCount();
	await pass(5000);
	assert.equal(readLog.mock.callCount(), before);
});

test('requests arrive once each, in order', async t => {
	const {control, updates, pass} = startFeed(t);
	for (const count of [1, 3, 2]) {
		control.log(count);
		await pass(300);
	}

	const numbers = updates.flatMap(({page}) => page?.records ?? []).map(({number}) => number);
	assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6]);
});

test('an event is looked into at once, but never more than ten times a second', async t => {
	const {updates, feed, pass} = startFeed(t);
	await pass(5000);
	updates.length = 0;
	for (let count = 0; count < 100; count++) {
		feed.refresh();
		await pass(10);
	}

	assert.ok(updates.length >= 9 && updates.length <= 10, `${updates.length} in a second of events`);
});

test('frames take at most a twentieth of a processor, but there are always two a second', async t => {
	const {control, updates, frame, pass} = startFeed(t);
	const busy = async (rounds: number): Promise<void> => {
		for (let round = 0; round < rounds; round++) {
			control.log(1);
			await pass(100);
		}
	};

	for (const [milliseconds, most] of [[10, 25], [15, 17], [40, 11]] as const) {
		frame.milliseconds = milliseconds;
		await busy(15);
		updates.length = 0;
		await busy(50);

		assert.ok(updates.length <= most && updates.length >= most * 0.8, `${updates.length} of ${milliseconds} ms in 5 s`);
	}

	frame.milliseconds = 1;
	await busy(40);
	updates.length = 0;
	await busy(10);

	assert.ok(updates.length >= 8, `${updates.length} of 1 ms in 1 s`);
});

test('a log that is not answered holds up nothing else', async t => {
	const control = new FakeControl();
	const gate = Promise.withResolvers<LogPage>();
	t.mock.method(control, 'readLog', async () => gate.promise);
	const {updates, pass} = startFeed(t, control);
	control.changeStatus({version: 8});
	await pass(500);
	assert.equal(updates.at(-1)!.status.version, 8);
	control.changeStatus({version: 9});
	await pass(500);
	gate.resolve({records: [], skipped: 0, last: 0});
	await pass(10);
	assert.equal(updates.at(-1)!.status.version, 9, 'the page brings no older status along');
});

test('a log that cannot be read is asked for again', async t => {
	const control = new FakeControl();
	const readLog = t.mock.method(control, 'readLog');
	readLog.mock.mockImplementationOnce(async () => {
		throw new Error('a worker is being replaced');
	}, 0);
	const {updates, failures, pass} = startFeed(t, control);
	control.log(2);
	await pass(1000);
	assert.equal(updates.flatMap(({page}) => page?.records ?? []).length, 2);
	assert.deepEqual(failures, []);
});

test('requests in flight are read a few times a second while there are any, and not at all otherwise', async t => {
	const control = new FakeControl();
	const openRequests = t.mock.method(control, 'openRequests');
	const {updates, watch, pass} = startFeed(t, control);
	await pass(1000);
	assert.equal(openRequests.mock.callCount(), 0);
	control.open = [fakeOpenRequest({target: '/slow'})];
	const {totals} = control.status();
	control.changeStatus({totals: {...totals, inFlight: 1}});
	await pass(2000);
	const readings = openRequests.mock.callCount();
	assert.ok(readings >= 4 && readings <= 8, `${readings} readings`);
	assert.equal(updates.findLast(({open}) => open)?.open?.requests[0]?.target, '/slow');
	control.changeStatus({totals});
	await pass(1000);
	assert.deepEqual(updates.findLast(({open}) => open)?.open, {requests: [], inFlight: 0});
	assert.ok(openRequests.mock.callCount() <= readings + 1);
	watch.isOn = false;
	control.changeStatus({totals: {...totals, inFlight: 1}});
	await pass(1000);
	assert.ok(openRequests.mock.callCount() <= readings + 1, 'nothing for a hidden screen');
	watch.isOn = true;
	control.changeStatus({lacks: ['openRequests']});
	await pass(1000);
	assert.ok(openRequests.mock.callCount() <= readings + 1, 'nothing that the engine cannot tell');
});

test('requests in flight that cannot be read are asked for again', async t => {
	const control = new FakeControl();
	control.open = [fakeOpenRequest()];
	control.changeStatus({totals: {...control.status().totals, inFlight: 1}});
	t.mock.method(control, 'openRequests').mock.mockImplementationOnce(async () => {
		throw new Error('a worker is being replaced');
	}, 0);
	const {updates, failures, pass} = startFeed(t, control);
	await pass(1000);
	assert.equal(updates.findLast(({open}) => open)?.open?.inFlight, 1);
	assert.deepEqual(failures, []);
});

test('nothing is fetched for a hidden screen', async t => {
	const {control, updates, watch, pass} = startFeed(t);
	await pass(100);
	watch.isOn = false;
	updates.length = 0;
	control.log(5);
	await pass(3000);
	assert.equal(updates.length, 0);
	watch.isOn = true;
	await pass(500);
	assert.equal(updates.flatMap(({page}) => page?.records ?? []).length, 5);
	await pass(2 * patience);
	watch.isOn = false;
	await pass(500);
	watch.isOn = true;
	updates.length = 0;
	await pass(500);
	assert.ok(updates.length > 0, 'a screen that is visible again is updated at once');
});

test('a status that cannot be had ends it', async t => {
	const {control, updates, failures, pass} = startFeed(t);
	await pass(100);
	control.failure = new Error('broken');
	await pass(1000);
	assert.deepEqual(failures, [control.failure]);
	const {length} = updates;
	control.failure = undefined;
	await pass(1000);
	assert.equal(updates.length, length);
});
