import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {text} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import type {CapturedBody} from '../../../source/model/exchange-detail.js';
import {answerEach, answerWithoutEnd, hang} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import {type ProxyOptions, type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {startHttpBackend} from '../../helpers/scripted-backend.js';
import {accept, upgradeRequest} from '../../helpers/tunnel-scripts.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const start = async (t: TestContext, options: ProxyOptions): Promise<RunningProxy> => {
	const proxy = await startProxy(options);
	t.after(proxy.stop);
	return proxy;
};

/** Answers with the request that came, by name of the backend. */
const startEcho = async (t: TestContext, name: string) => {
	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = await text(request);
		response.setHeader('X-Backend', name);
		response.end(JSON.stringify({
			method: request.method, url: request.url, headers: request.headers, body,
		}));
	};

	const backend = await startHttpBackend((request, response) => {
		void answer(request, response);
	});
	t.after(backend.close);
	return backend;
};

const read = (body: CapturedBody | undefined): {method: string; url: string; headers: Record<string, string>; body: string} =>
	JSON.parse(Buffer.from(body!.bytes).toString()) as ReturnType<typeof read>;

const exchange = async (client: RawClient, request: string) => {
	client.send(request);
	return client.response();
};

test('a replayed request goes to the same backend or another, as the first time but for its id', async t => {
	const [one, two] = await Promise.all([startEcho(t, 'one'), startEcho(t, 'two')]);
	const proxy = await start(t, {
		urls: [one.url, two.url],
		flags: ['--policy=first', '--capture=1KB', '--rate-limit=100', '--request-header=X-To: {backend}', '--trust-proxy=loopback', '--max-backend-connections=1'],
	});
	const client = await proxy.connect();
	const head = ['POST /a?b HTTP/1.1', 'Host: shop.example', 'Connection: keep-alive, x-hop', 'X-Hop: 1', 'X-Forwarded-For: 192.0.2.7', 'Transfer-Encoding: chunked'];
	const first = await exchange(client, `${head.join('\r\n')}\r\n\r\n3\r\nabc\r\n0\r\n\r\n`);
	const {number} = await proxy.logRecord(1);
	const before = proxy.control.status().totals;

	const again = await proxy.control.replay(number);
	const elsewhere = await proxy.control.replay(number, {backend: 'b2'});
	const sent = first.json() as ReturnType<typeof read>;
	const {'x-request-id': id, ...headers} = sent.headers;
	for (const [index, {record, responseBody, choice, phases, reusedConnection}] of [again, elsewhere].entries()) {
		const {headers: {'x-request-id': newId, ...newHeaders}, ...rest} = read(responseBody);
		const backend = [one, two][index]!.url;
		const {'x-to': to, traceparent, ...others} = newHeaders;
		const {'x-to': firstTo, traceparent: firstTrace, ...firstOthers} = headers;
		assert.deepEqual([others, rest, to, firstTo], [firstOthers, {method: 'POST', url: '/a?b', body: 'abc'}, backend, one.url]);
		assert.equal(others['x-hop'], undefined);
		assert.notEqual(newId, id);
		assert.notEqual(traceparent, firstTrace);
		assert.equal(others['x-forwarded-for'], '192.0.2.7, 127.0.0.1');
		assert.deepEqual(
			[record.number, record.replayOf, record.client, record.status, record.backend?.url, record.requestBytes],
			[number + 1 + index, number, '192.0.2.7', 200, backend, 3],
		);
		assert.deepEqual([choice, reusedConnection], [{policy: 'first', reason: 'replayed to it'}, false]);
		assert.ok(phases.connectMs !== undefined && phases.bodyMs !== undefined);
	}

	assert.deepEqual(await proxy.control.readExchange(elsewhere.record.number), elsewhere);
	assert.deepEqual(await proxy.logRecord(elsewhere.record.number), elsewhere.record);
	assert.equal((await proxy.control.replay(elsewhere.record.number)).record.replayOf, elsewhere.record.number);
	await proxy.untilIdle();
	const {requests, responsesByClass} = proxy.control.status().totals;
	assert.deepEqual([requests - before.requests, responsesByClass[1] - before.responsesByClass[1]], [3, 3]);
});

test('the answer to a replay is captured even if nothing else is, and is what it is', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok), answerEach('HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno')], flags: ['--policy=first']});
	const client = await proxy.connect();
	await exchange(client, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
	const {number} = await proxy.logRecord(1);
	const {record, responseBody, statusText} = await proxy.control.replay(number, {backend: 'b2'});
	assert.deepEqual([record.status, statusText, Buffer.from(responseBody!.bytes).toString()], [404, 'Not Found', 'no']);

	await proxy.backends[1]!.close();
	const failed = await proxy.control.replay(number, {backend: 'b2'});
	assert.deepEqual([failed.record.status, failed.record.error, failed.record.attempts], [502, 'backend_unreachable', 1]);
	assert.deepEqual(failed.record.failedAttempts?.map(({reason}) => reason), ['connection refused']);
});

test('timeouts hold for a replay as well, and nothing stays in flight', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok), hang], flags: ['--policy=first', '--response-timeout=50ms', '--idle-timeout=50ms']});
	const client = await proxy.connect();
	await exchange(client, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
	const {number} = await proxy.logRecord(1);
	const late = await proxy.control.replay(number, {backend: 'b2'});
	assert.deepEqual([late.record.status, late.record.error], [504, 'response_timeout']);

	proxy.backends[1]!.setScript(async connection => {
		connection.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
	});
	const broken = await proxy.control.replay(number, {backend: 'b2'});
	assert.deepEqual([broken.record.status, broken.record.error, broken.responseBody!.totalBytes], [200, 'idle_timeout', 4]);
	await proxy.untilIdle();
});

test('what goes on without end is cut with its backend', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok), answerWithoutEnd('HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(4096))], flags: ['--policy=first']});
	const client = await proxy.connect();
	await exchange(client, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
	const {number} = await proxy.logRecord(1);
	const replayed = proxy.control.replay(number, {backend: 'b2'});
	await proxy.backends[1]!.connection(1);
	await proxy.control.removeBackend('b2', {force: true});
	const {record, responseBody} = await replayed;
	assert.equal(record.error, 'backend_cut_off');
	assert.ok(responseBody === undefined || responseBody.bytes.length <= 64 * 1024);
	await proxy.untilIdle();
});

test('what cannot be sent again is refused, each with its reason', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)]});
	const client = await proxy.connect();
	const {control} = proxy;
	const isRefused = async (number: number, code: string, backend?: string): Promise<void> => {
		await proxy.logRecord(number);
		const {requests} = control.status().totals;
		await assert.rejects(control.replay(number, backend === undefined ? {} : {backend}), {name: 'ControlError', code});
		assert.equal(control.status().totals.requests, requests);
	};

	await exchange(client, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
	await isRefused(1, 'backend_not_found', 'b9');
	await assert.rejects(control.replay(99), {name: 'ControlError', code: 'exchange_not_found'});

	const {responsesByClass} = control.status().totals;
	assert.equal(responsesByClass[1], 1);
	proxy.backends[0]!.setScript(answerEach(ok));
	const poster = await proxy.connect();
	poster.send('POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc');
	await poster.response();
	await isRefused(2, 'body_not_captured');

	await control.updateSettings({capture: '2'});
	const longer = await proxy.connect();
	longer.send('POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc');
	await longer.response();
	await isRefused(3, 'body_not_captured');

	const malformed = await proxy.connect();
	malformed.send('nonsense\r\n\r\n');
	await malformed.response();
	await isRefused(4, 'backend_not_found');
	await isRefused(4, 'not_replayable', 'b1');

	proxy.backends[0]!.setScript(accept());
	const upgraded = await proxy.connect();
	upgraded.send(upgradeRequest());
	await upgraded.response();
	upgraded.socket.destroy();
	await isRefused(5, 'not_replayable');
});

test('an edited replay sends what was edited, with a length that fits, and the rest as recorded', async t => {
	const backend = await startEcho(t, 'one');
	const proxy = await start(t, {urls: [backend.url], flags: ['--capture=1KB']});
	const client = await proxy.connect();
	await exchange(client, 'POST /a HTTP/1.1\r\nHost: shop.example\r\nX-Kept: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n');
	const {number} = await proxy.logRecord(1);

	const other = await proxy.control.replay(number, {edit: {method: 'PUT', target: '/b?c=1', headers: [['X-New', 'two'], ['Content-Length', '99']], body: 'déf'}});
	assert.equal(other.record.method, 'PUT');
	assert.equal(other.record.replayOf, number);
	const sent = read(other.responseBody);
	assert.deepEqual([sent.method, sent.url, sent.body], ['PUT', '/b?c=1', 'déf']);
	assert.equal(sent.headers['host'], 'shop.example');
	assert.equal(sent.headers['x-new'], 'two');
	assert.equal(sent.headers['x-kept'], undefined);
	assert.equal(sent.headers['content-length'], '4');

	const same = read((await proxy.control.replay(number, {edit: {target: '/c'}})).responseBody);
	assert.deepEqual([same.method, same.url, same.body, same.headers['x-kept']], ['POST', '/c', 'abc', '1']);
	const empty = read((await proxy.control.replay(number, {edit: {method: 'GET', body: ''}})).responseBody);
	assert.deepEqual([empty.method, empty.body, empty.headers['content-length'], empty.headers['transfer-encoding']], ['GET', '', undefined, undefined]);
	for (const edit of [{method: 'G T'}, {method: 'CONNECT'}, {target: 'http://other/'}, {target: '/a b'}, {headers: [['a b', '']]}, {headers: [['A', 'b\r\nC: d']]}] as const) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await assert.rejects(proxy.control.replay(number, {edit}), {code: 'invalid_edit'});
	}
});
