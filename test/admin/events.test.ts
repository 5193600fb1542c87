import assert from 'node:assert/strict';
import {once} from 'node:events';
import type {ServerResponse} from 'node:http';
import {connect} from 'node:net';
import {PassThrough} from 'node:stream';
import test from 'node:test';
import {setImmediate, setTimeout} from 'node:timers/promises';
import {EventStream} from '../../source/admin/events/event-stream.js';
import {eventWire} from '../../source/wire/event.js';
import {requestWire} from '../../source/wire/request.js';
import {strictly} from '../../source/wire/wire.js';
import {FakeControl, fakeBackend} from '../helpers/fake-control.js';
import {warned} from '../helpers/happened.js';
import {RawClient} from '../helpers/raw-client.js';
import {problemOf, startAdmin} from './admin-harness.js';
import {listen} from './event-reader.js';

const at = Date.UTC(2026, 0, 2);

test('changes and requests are streamed as they happen', async t => {
	const {control, server: {port}} = await startAdmin(t);
	control.log(3);
	const reader = await listen(t, port);
	assert.deepEqual([reader.response.statusCode, reader.response.headers['content-type'], reader.response.headers['cache-control']], [200, 'text/event-stream', 'no-store']);

	control.emit({type: 'health-changed', at, backend: fakeBackend({id: 'b1'}), from: 'healthy', to: 'unhealthy', reason: 'connection refused'});
	const changed = await reader.next();
	assert.deepEqual(eventWire.schema.parse(changed?.data), {
		number: 1, type: 'health-changed', at: '2026-01-02T00:00:00.000Z', actor: {face: 'proxy', name: null}, from: 'healthy', to: 'unhealthy', reason: 'connection refused',
		backend: {id: 'b1', url: 'http://127.0.0.1:9001', origin: null, tier: null, weight: 1, state: 'active', health_check: null},
	});
	assert.equal(changed?.type, 'health-changed');

	control.log(2);
	const [fourth, fifth] = [await reader.next(), await reader.next()];
	assert.deepEqual([fourth?.type, strictly(requestWire).parse(fourth?.data).number, fifth?.data['number']], ['request', 4, 5]);
});

test('a client that reconnects resumes, and learns what it has missed', async t => {
	const {control, server: {port}} = await startAdmin(t);
	const first = await listen(t, port);
	control.emit(warned('one', at));
	const one = await first.next();
	first.close();

	control.emit(warned('two', at));
	control.log(2);
	const second = await listen(t, port, {headers: {'last-event-id': one!.id}});
	const told = [await second.next(), await second.next(), await second.next()];
	assert.deepEqual(told.map(event => event?.data['message'] ?? event?.data['number']), ['two', 1, 2]);
	second.close();

	// More than is kept of either.
	for (let count = 0; count < 1500; count++) {
		control.emit(warned(String(count), at));
	}

	control.log(1500);
	const third = await listen(t, port, {headers: {'last-event-id': told.at(-1)!.id}});
	const skipped = await third.next();
	assert.deepEqual([skipped?.type, skipped?.data], ['skipped', {events: 500, requests: 0}]);
	assert.equal((await third.next())?.data['message'], '500');
	let event = await third.next();
	while (event?.type === 'warning') {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		event = await third.next();
	}

	assert.deepEqual([event?.type, event?.data], ['skipped', {events: 0, requests: 1300}]);
});

test('past events can be read', async t => {
	const {ask, control} = await startAdmin(t);
	for (let count = 0; count < 1002; count++) {
		control.emit(warned(String(count), at));
	}

	const messages = async (query: string) => {
		const {events, ...page} = (await ask('GET', `/events/history${query}`)).json as {readonly events: ReadonlyArray<Readonly<Record<string, unknown>>>};
		return [events.length, events[0]?.['message'], page];
	};

	assert.deepEqual(await messages(''), [1000, '2', {skipped: 2, last: 1002}]);
	assert.deepEqual(await messages('?since=1001'), [1, '1001', {skipped: 0, last: 1002}]);
	assert.deepEqual(await messages('?since=5000'), [0, undefined, {skipped: 0, last: 1002}]);
	assert.equal(problemOf(await ask('GET', '/events/history?since=-1')).status, 400);
});

test('an invalid id, or one of another run, starts from now', async t => {
	const {control, server: {port}} = await startAdmin(t);
	control.log(3);
	control.emit(warned('before', at));
	const ids = ['rubbish', '', 'abc-0-0', '-1--1--1'];
	const readers = await Promise.all(ids.map(async id => listen(t, port, {headers: {'last-event-id': id}})));
	control.emit(warned('after', at));
	const told = await Promise.all(readers.map(async reader => reader.next()));
	assert.deepEqual(told.map(event => event?.data['message']), ids.map(() => 'after'));
});

test('an id from the future does not stop what comes', async t => {
	const {control, server: {port}} = await startAdmin(t);
	const first = await listen(t, port);
	control.emit(warned('one', at));
	const {id} = (await first.next())!;
	const second = await listen(t, port, {headers: {'last-event-id': id.replace(/-\d+-\d+$/v, '-999-999')}});
	control.emit(warned('two', at));
	assert.equal((await second.next())?.data['message'], 'two');
});

test('requests can be left out', async t => {
	const {control, server: {port}} = await startAdmin(t);
	const reader = await listen(t, port, {path: '/events?requests=false'});
	control.log(5);
	control.emit(warned('a change', at));
	assert.equal((await reader.next())?.type, 'warning');
});

test('only so many may listen, and the end of the program ends them', async t => {
	const {ask, server, errors} = await startAdmin(t);
	const readers = await Promise.all(Array.from({length: 64}, async () => listen(t, server.port, {path: '/events?requests=false'})));
	const refused = await ask('GET', '/events');
	assert.deepEqual([problemOf(refused).code, refused.status, refused.headers['retry-after']], ['too_many_streams', 503, '10']);
	const head = await ask('HEAD', '/events');
	assert.deepEqual([head.status, head.headers['content-type']], [200, 'text/event-stream']);

	readers[0]!.close();
	await Promise.all([server.close(10_000), ...readers.slice(1).map(async reader => {
		assert.equal(await reader.next(), undefined);
	})]);
	assert.deepEqual(errors, []);
});

test('a stalled client is disconnected, and delays no other', async t => {
	const {control, server: {port}} = await startAdmin(t);
	const taken = Array.from({length: 10}, () => 0);
	await Promise.all(taken.map(async (_, index) => {
		const {response} = await listen(t, port);
		response.on('data', (chunk: Uint8Array) => {
			taken[index]! += chunk.length;
		});
	}));
	await Promise.all(Array.from({length: 10}, async () => {
		const socket = connect(port, '127.0.0.1');
		t.after(() => {
			socket.destroy();
		});
		socket.on('error', () => {});
		socket.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
		await once(socket, 'readable');
	}));
	// These take the places that are left, so that another one gets in only when one is cut off.
	await Promise.all(Array.from({length: 44}, async () => listen(t, port, {path: '/events?requests=false'})));

	let sent = 0;
	for (let status = 503; status === 503;) {
		control.log(200, {target: `/${'x'.repeat(8000)}`});
		sent += 200 * 8000;
		// eslint-disable-next-line no-await-in-loop -- Until one is cut off.
		await setTimeout(300);
		// eslint-disable-next-line no-await-in-loop -- Until one is cut off.
		const {response} = await listen(t, port, {path: '/events?requests=false'});
		status = response.statusCode!;
	}

	assert.ok(taken.every(bytes => bytes > sent / 2), `${taken.join(' ')} of ${sent}`);
});

for (const [what, behind] of [['nothing', ''], ['an undeclared body', '{"url": "http://there"}'], ['a request', 'GET /status HTTP/1.1\r\n\r\n']] as const) {
	for (const isAtOnce of [true, false]) {
		test(`a reader that has ended its side is let go, with ${what} behind its request, ${isAtOnce ? 'at once' : 'later'}`, async t => {
			const {server: {port}} = await startAdmin(t);
			const client = await RawClient.connect(port);
			t.after(() => {
				client.socket.destroy();
			});
			client.send(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n${behind}`);
			if (!isAtOnce) {
				await client.untilReceived('retry:');
			}

			client.end();
			await client.closed;
			assert.match(client.received, /^HTTP\/1\.1 200 .*\r\nConnection: close\r\n/sv);
			assert.doesNotMatch(client.received.slice(1), /HTTP\/1\.1/v);
		});
	}
}

test('what a reader does not take is not piled up for it', async t => {
	const control = new FakeControl();
	const response = Object.assign(new PassThrough(), {writeHead() {}});
	const stream = new EventStream({response: response as unknown as ServerResponse, control, run: 'run', from: {event: 0, request: 0}, hasRequests: true});
	t.after(() => {
		stream.end();
	});
	for (let count = 0; count < 1000; count++) {
		control.log(200);
		control.emit(warned('x'.repeat(1000), at));
		// eslint-disable-next-line no-await-in-loop -- The stream gets its turn.
		await setImmediate();
	}

	assert.ok(response.writableNeedDrain);
	assert.ok(response.writableLength < 500_000, String(response.writableLength));
});
