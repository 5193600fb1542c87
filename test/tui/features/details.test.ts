import assert from 'node:assert/strict';
import test from 'node:test';
import type {HealthCheck} from '../../../source/model/status.js';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {formatTime} from '../../../source/tui/text/units.js';
import {FakeControl, fakeBackend, fakeStatus} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const {startedAt} = fakeStatus();
/** Of each second of the last twenty, the oldest first; the newest has failed. */
const checks: readonly HealthCheck[] = Array.from({length: 20}, (_, index) => ({
	at: startedAt - ((20 - index) * 1000), passed: index < 19, durationMs: index + 1, reason: index < 19 ? '200 OK' : 'connection refused',
}));
const broken = fakeBackend({
	id: 'b2', health: 'unhealthy', healthSince: startedAt - 1000, checks, lastCheck: checks.at(-1)!, recentRequests: [1, 5, 3], requests: 9,
});

const sizes: readonly Size[] = [{columns: 160, rows: 50}, {columns: 140, rows: 30}, {columns: 120, rows: 35}, {columns: 80, rows: 24}, {columns: 40, rows: 12}];

const open = (size: Size): ScreenSession => {
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'}), broken, fakeBackend({id: 'b3'})]}), size);
	session.press('j', 'enter');
	return session;
};

const textOf = (session: ScreenSession): string => session.screen.join('\n');

/** What can be read by scrolling through all of it, a line at a time. */
const readAll = (session: ScreenSession): string => {
	const rows: string[] = [];
	for (let count = 0; count < 60; count++) {
		rows.push(textOf(session));
		session.press('j');
	}

	return rows.join('\n');
};

for (const size of sizes) {
	test(`at ${size.columns} columns enter opens all that is known of the selected backend`, () => {
		const session = open(size);
		assert.match(textOf(session), /─ Backend b2 ─/v);
		const text = readAll(session);
		for (const expected of [
			/http:\/\/127\.0\.0\.1:9002/v,
			/✖ DOWN for 1s/v,
			/why +connection refused, 1s ago/v,
			/checked +GET \/ every 10s/v,
			/Requests a second {2}most 5, last minute/v,
			new RegExp(`${formatTime(startedAt - 1000)} +✖ connection refused in 20 +ms`, 'v'),
			new RegExp(`${formatTime(startedAt - 20_000)} +● 200 OK in 1.0 ms`, 'v'),
		]) {
			assert.match(text, expected);
		}

		session.press('g');
		assert.match(textOf(session), /✖ DOWN for 1s/v);
		session.press('G', 'k', 'pgup', 'pgdn', 'space');
		assert.match(textOf(session), /● 200 OK in 1\.0 ms/v);
	});
}

for (const key of ['esc', 'q', 'enter']) {
	test(`${key} closes it, with the backend still selected`, () => {
		const session = open({columns: 80, rows: 24});
		session.press(key);
		assert.equal(session.state.mode.kind, 'browse');
		assert.equal(session.state.selection.id, 'b2');
		assert.equal(session.quits, 0);
	});
}

test('it stays with its backend and with how that is, and says when it is gone', async () => {
	const session = open({columns: 80, rows: 24});
	session.control.changeBackend('b2', {health: 'healthy', connections: 7, healthCheck: {path: '/up', method: 'HEAD', intervalMs: 500}});
	await session.settle();
	assert.match(textOf(session), /● UP[\s\S]*checked +HEAD \/up every 500 ms[\s\S]*in flight +7/v);
	await session.control.updateSettings({healthPath: '/ready'});
	session.control.changeBackend('b2', {healthCheck: {}});
	session.change({now: session.state.now + 1000});
	await session.settle();
	assert.match(textOf(session), /checked +GET \/ready every 10s/v);
	session.control.changeBackend('b2', {healthCheck: {grpc: 'shop.Orders'}});
	await session.settle();
	assert.match(textOf(session), /checked +gRPC health of shop\.Orders every 10s/v);
	session.control.changeBackend('b2', {connections: 0, healthCheck: {}});
	await session.control.removeBackend('b2');
	await session.settle();
	assert.match(textOf(session), /http:\/\/127\.0\.0\.1:9002\n It is no longer in the pool/v);
	session.press('j', 'G', 'esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('the backends before and behind are one key away, and the list goes along', () => {
	const session = open({columns: 80, rows: 24});
	session.press('n');
	assert.match(textOf(session), /─ Backend b3 ─[\s\S]*127\.0\.0\.1:9003/v);
	session.press('n', 'p', 'left', 'left');
	assert.match(textOf(session), /─ Backend b1 ─[\s\S]*This is the first backend in the list/v);
	session.press('esc');
	assert.equal(session.state.selection.id, 'b1');
});

test('its charts are one key away', async () => {
	const session = open({columns: 80, rows: 24});
	session.press('M');
	await session.settle();
	assert.match(textOf(session), /─ Metrics {2}127\.0\.0\.1:9002 ─/v);
});

test('what is done with a backend is done from there, too, to the one that is open', async () => {
	const session = open({columns: 80, rows: 24});
	assert.match(session.bottom, /esc back {2}.*d drain {2}x remove/v);
	session.press('d');
	await session.settle();
	assert.deepEqual(session.control.calls, ['update b2 {"state":"draining"}']);
	assert.equal(session.state.mode.kind, 'details');
	session.press('x', 'n');
	assert.equal(session.state.mode.kind, 'details', 'back to where it was asked');
	session.press('w', 'esc');
	assert.equal(session.state.mode.kind, 'details');
	session.press('esc', 'k', 'enter');
	await session.control.removeBackend('b1');
	await session.settle();
	session.press('d', 'w');
	await session.settle();
	assert.deepEqual(session.control.calls.slice(1), ['remove b1'], 'nothing is done to another one when it is gone');
	assert.equal(session.state.mode.kind, 'details');
});

test('without a backend, or with the requests, there is nothing to open', () => {
	const empty = new ScreenSession(new FakeControl());
	empty.press('enter');
	assert.equal(empty.state.mode.kind, 'browse');
});

test('on a wide screen it stands beside the lists', () => {
	const session = open({columns: 160, rows: 40});
	assert.match(textOf(session), /─ Backends ─+┬─ Backend b2 ─+/v);
	assert.ok(session.screen.every(row => row.length <= 160));
});

test('what can be done about an answered health check stands below why it is down', () => {
	const hint = 'ask for another path with --health-path, or accept 404 with --health-status';
	const answered = fakeBackend({id: 'b1', health: 'unhealthy', lastCheck: {at: startedAt, passed: false, durationMs: 1, reason: '404 Not Found', hint}});
	const session = new ScreenSession(new FakeControl({backends: [answered]}), {columns: 120, rows: 35});
	session.press('enter');
	assert.match(textOf(session), /why +404 Not Found, 0s ago\n.*if well +ask for another path with --health-path/v);
});

test('where the time goes stands phase by phase, and in a sentence; where no phase takes most of it, that', async () => {
	const recent = {requestsPerSecond: 1, p50Ms: 840, p95Ms: 840, p99Ms: 840, errorShare: 0};
	const session = new ScreenSession(new FakeControl({backends: [fakeBackend({id: 'b1'})]}), {columns: 80, rows: 40});
	session.press('enter');
	assert.doesNotMatch(textOf(session), / queue /v);
	for (const [timings, sentence] of [
		[{queueMs: 0, connectMs: 1.2, firstByteMs: 840, transferMs: 2.1}, /\n first byte +█+[▉-▏]? +840 ms[\s\S]*waiting for the backend to respond/v],
		[{queueMs: 900, connectMs: 1.2, firstByteMs: 840, transferMs: 2.1}, /\n queue +█+[▉-▏]? +900 ms[\s\S]*waiting for a free slot/v],
		[{queueMs: 0, connectMs: 700, firstByteMs: 40, transferMs: 2.1}, /goes into connecting/v],
		[{queueMs: 0, connectMs: 1, firstByteMs: 40, transferMs: 200}, /goes into response bodies/v],
		[{queueMs: 30, connectMs: 30, firstByteMs: 30, transferMs: 30}, /No phase takes most of the time/v],
		[{queueMs: 0, connectMs: 0, firstByteMs: 0, transferMs: 0}, /No phase takes most of the time/v],
	] as const) {
		session.control.changeBackend('b1', {recent: {...recent, timings}});
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await session.settle();
		assert.match(textOf(session), sentence);
	}
});
