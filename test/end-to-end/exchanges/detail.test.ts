import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import test, {type TestContext} from 'node:test';
import type {ExchangeDetail} from '../../../source/model/exchange-detail.js';
import {answer, answerEach, hang} from '../../helpers/backend-scripts.js';
import {makeCertificate} from '../../helpers/certificates.js';
import {sendMany} from '../../helpers/http-client.js';
import {ProxyWorkers} from '../../helpers/proxy-workers.js';
import {type ProxyOptions, type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {accept, switching, upgradeRequest} from '../../helpers/tunnel-scripts.js';

const ok = 'HTTP/1.1 200 Fine\r\nX-Answer: one\r\nx-answer: two\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\nx-Odd-Case: 1\r\nCookie: a=1\r\nCookie: b=2\r\nX-Odd-Case: 2\r\n\r\n';

const start = async (t: TestContext, options: ProxyOptions): Promise<RunningProxy> => {
	const proxy = await startProxy(options);
	t.after(proxy.stop);
	return proxy;
};

/** Of the nth exchange, once that has ended. */
const detailOf = async (proxy: RunningProxy, number: number): Promise<ExchangeDetail> => {
	const record = await proxy.logRecord(number);
	const detail = await proxy.control.readExchange(number);
	assert.ok(detail, `exchange ${number} is not available`);
	assert.deepEqual(detail.record, record);
	return detail;
};

/** The phases are all of an exchange, and nothing else. */
const assertWhole = ({phases, record}: ExchangeDetail): void => {
	const sum = Object.values(phases).reduce((total, milliseconds) => total + milliseconds, 0);
	assert.ok(Math.abs(sum - record.durationMs) < 0.01, `${JSON.stringify(phases)} is not ${record.durationMs} ms`);
	assert.ok(Object.values(phases).every(milliseconds => milliseconds >= 0), JSON.stringify(phases));
};

test('an exchange can be opened: both headers as they were on the wire, why its backend, and where its time went', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok), answerEach(ok)], flags: ['--policy=first', '--rate-limit=1000']});
	const client = await proxy.connect();
	client.send(get);
	const {fields} = await client.response();
	client.send('HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
	await client.response(true);

	const first = await detailOf(proxy, 1);
	assert.deepEqual(first.requestHeaders, ['Host', 'shop.example', 'x-Odd-Case', '1', 'Cookie', 'a=1', 'Cookie', 'b=2', 'X-Odd-Case', '2']);
	assert.deepEqual(first.responseHeaders, fields.flat());
	assert.deepEqual([first.httpVersion, first.statusText, first.reusedConnection], ['1.1', 'Fine', false]);
	assert.deepEqual(first.choice, {policy: 'first', reason: 'first in order of 2 available'});
	assert.deepEqual(Object.keys(first.phases), ['queueMs', 'connectMs', 'firstByteMs', 'bodyMs']);
	assertWhole(first);

	const second = await detailOf(proxy, 2);
	assert.deepEqual([second.httpVersion, second.reusedConnection, second.requestHeaders], ['1.1', true, ['Host', 'a', 'Connection', 'close']]);
	assert.deepEqual(Object.keys(second.phases), ['queueMs', 'firstByteMs', 'bodyMs']);
	assertWhole(second);

	const {control} = proxy;
	assert.deepEqual([(await control.history()).spanMs, (await control.history('b1')).spanMs], [1000, 5000]);
	await assert.rejects(control.history('b9'), {name: 'ControlError', code: 'backend_not_found'});
});

test('a try that failed shows in the reason and the phases', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok), answerEach(ok)], flags: ['--policy=first']});
	await proxy.backends[0]!.close();
	const client = await proxy.connect();
	client.send(get);
	await client.response();
	const detail = await detailOf(proxy, 1);
	assert.deepEqual(detail.choice, {policy: 'first', reason: 'instead of b1: connection refused'});
	assert.ok(detail.phases.earlierAttemptsMs! > 0);
	assertWhole(detail);
});

test('a try that failed and was the last leaves the reason as it was', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)]});
	await proxy.backends[0]!.close();
	const client = await proxy.connect();
	client.send(get);
	await client.response();
	const detail = await detailOf(proxy, 1);
	assert.deepEqual([detail.record.status, detail.choice?.reason], [502, 'the only one available']);
	assertWhole(detail);
});

test('what the proxy answers by itself has no backend to explain', async t => {
	const proxy = await start(t, {});
	const client = await proxy.connect();
	client.send(get);
	const {fields} = await client.response();
	client.send('GET / HTTP/1.1\r\nno colon\r\n\r\n');
	const unread = await client.response();

	const refused = await detailOf(proxy, 1);
	assert.deepEqual([refused.choice, refused.reusedConnection, refused.statusText], [undefined, undefined, 'Service Unavailable']);
	assert.deepEqual(refused.responseHeaders, fields.flat());
	assertWhole(refused);

	const malformed = await detailOf(proxy, 2);
	assert.deepEqual([malformed.requestHeaders, malformed.responseHeaders, malformed.choice], [[], unread.fields.flat(), undefined]);
	assertWhole(malformed);
});

test('a client that left has no response', async t => {
	const proxy = await start(t, {scripts: [hang]});
	const client = await proxy.connect();
	client.send(get);
	await proxy.backends[0]!.connection(1);
	client.reset();
	const detail = await detailOf(proxy, 1);
	assert.deepEqual([detail.record.status, detail.responseHeaders], [499, undefined]);
	assert.ok(detail.phases.firstByteMs !== undefined || detail.phases.connectMs !== undefined);
	assertWhole(detail);
});

test('details show a session cookie, a protocol switch and a single backend', async t => {
	const proxy = await start(t, {scripts: [answer(ok)], flags: ['--sticky=cookie']});
	const client = await proxy.connect();
	client.send(get);
	const cookie = (await client.response()).header('set-cookie')!.split(';', 1)[0]!;
	proxy.backends[0]!.setScript(accept());
	client.send(`${upgradeRequest().slice(0, -2)}Cookie: ${cookie}\r\n\r\n`);
	const {fields} = await client.response();
	client.end();
	assert.equal((await detailOf(proxy, 1)).choice!.reason, 'the only one available');
	const upgraded = await detailOf(proxy, 2);
	assert.equal(upgraded.choice!.reason, 'session cookie');
	assert.deepEqual([upgraded.statusText, upgraded.responseHeaders], ['Switching Protocols', fields.flat()]);
	assert.ok(switching().includes(upgraded.responseHeaders![1]!));
	assertWhole(upgraded);
});

test('a trace is passed on or begun, unless that is switched off, and is in the log', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)]});
	const client = await proxy.connect();
	const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
	client.send(`GET / HTTP/1.1\r\nHost: x\r\nTraceparent: ${given}\r\nTracestate: a=1\r\n\r\n`);
	await client.response();
	client.send('GET / HTTP/1.1\r\nHost: x\r\nTracestate: a=1\r\n\r\n');
	await client.response();
	await proxy.control.updateSettings({traceparent: 'pass'});
	client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
	await client.response();

	const {received} = await proxy.backends[0]!.connection(1);
	const [first, second, third] = received.toLowerCase().split('\r\n\r\n', 3);
	assert.ok(first!.includes(`\r\ntraceparent: ${given}`) && first!.includes('\r\ntracestate: a=1'), first);
	const {traceId} = (await detailOf(proxy, 2)).record;
	assert.match(traceId!, /^[\da-f]{32}$/v);
	assert.ok(second!.includes(`\r\ntraceparent: 00-${traceId}-`) && !second!.includes('tracestate'), second);
	assert.ok(!third!.includes('traceparent'), third);
	assert.deepEqual([(await proxy.logRecord(1)).traceId, (await proxy.logRecord(3)).traceId], [given.slice(3, 35), undefined]);
});

test('a TLS handshake is a phase of its own', async t => {
	const server = createServer({...makeCertificate('backend', {hosts: ['127.0.0.1']})}, (_request, response) => {
		response.end('ok');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();
		server.closeAllConnections();
	});
	const proxy = await start(t, {urls: [`https://127.0.0.1:${(server.address() as AddressInfo).port}`], flags: ['--insecure-backends']});
	const client = await proxy.connect();
	client.send(get);
	assert.equal((await client.response()).status, 200);
	const detail = await detailOf(proxy, 1);
	assert.deepEqual(Object.keys(detail.phases), ['queueMs', 'connectMs', 'tlsMs', 'firstByteMs', 'bodyMs']);
	assertWhole(detail);
});

test('what was read in the log can still be opened after many others; what was not read cannot, but for the slowest and the largest, nor what a dead worker had', async t => {
	const workers = new ProxyWorkers();
	t.after(() => {
		workers.stop();
	});
	const proxy = await start(t, {scripts: [answerEach(ok)], killedWorkers: 1});
	const client = await proxy.connect();
	client.send(get);
	await client.response();
	await detailOf(proxy, 1);
	await sendMany(proxy.port, 600, 4);
	const last = await proxy.logRecord(601);
	assert.equal((await proxy.control.readExchange(1))?.record.target, '/a?b=c');
	assert.equal((await proxy.control.readExchange(601))?.record.sequence, last.sequence);
	const unread = await Promise.all(Array.from({length: 88}, async (_, index) => proxy.control.readExchange(index + 2)));
	assert.ok(unread.filter(detail => detail === undefined).length >= 48);
	assert.equal(await proxy.control.readExchange(602), undefined);

	await workers.kill(workers.running[0]!);
	assert.equal(await proxy.control.readExchange(1), undefined);
});

test('why a request was refused is kept, also of one that could not be read, with the answer that it got', async t => {
	const proxy = await start(t, {scripts: [hang]});
	for (const [index, [request, error, detail]] of ([
		['GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 'malformed_request', /content-length/iv],
		['GET / HTTP/1.1\r\n\r\n', 'malformed_request', /host/iv],
		['GET / HTTP/1.1\r\nHost : a\r\n\r\n', 'malformed_request', /./v],
		['\u{1}\r\n\r\n', 'malformed_request', /^It does not begin with a method\.$/v],
		['\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{FC}\u{3}\u{3}', 'malformed_request', /^It begins with a TLS handshake, and this port speaks plain HTTP: ask with http:\/\/\.$/v],
		['FROB / HTTP/1.0\r\n\r\n', 'method_not_supported', /^Its method is not among/v],
	] as const).entries()) {
		/* eslint-disable no-await-in-loop -- One request after the other. */
		const client = await proxy.connect();
		client.send(request);
		const {status, body, fields} = await client.response();
		const {record, responseHeaders, statusText} = await detailOf(proxy, index + 1);
		/* eslint-enable no-await-in-loop */
		const told = (JSON.parse(body) as {detail: string}).detail;
		assert.match(told, detail);
		assert.deepEqual([record.status, record.error, record.errorDetail], [status, error, told]);
		assert.deepEqual(responseHeaders, fields.flat());
		assert.equal(statusText, status === 400 ? 'Bad Request' : 'Not Implemented');
	}
});
