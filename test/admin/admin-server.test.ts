import assert from 'node:assert/strict';
import {once} from 'node:events';
import {Agent, request as httpRequest, type IncomingMessage} from 'node:http';
import {connect} from 'node:net';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import test from 'node:test';
import {startAdminServer} from '../../source/admin/admin-server.js';
import {answerUnreadable} from '../../source/admin/answer-unreadable.js';
import {problemOf, startAdmin} from './admin-harness.js';

const limit = 64 * 1024;

const bodyOf = (bytes: number): string => `{"url":"${'x'.repeat(bytes - '{"url":""}'.length)}"}`;

test('a body may have 64 KiB and not a byte more', async t => {
	const {ask, control} = await startAdmin(t);
	const largest = await ask('POST', '/add', {body: bodyOf(limit)});
	assert.equal(problemOf(largest).code, 'invalid_backend');
	const larger = await ask('POST', '/add', {body: bodyOf(limit + 1)});
	assert.deepEqual([problemOf(larger).code, larger.status], ['body_too_large', 413]);
	assert.deepEqual(control.status().backends, []);
});

test('a body without a length is held to the same', async t => {
	const {ask, server: {port}, errors} = await startAdmin(t);
	const request = httpRequest({
		host: '127.0.0.1', port, method: 'POST', path: '/add', agent: false, headers: {'content-type': 'application/json', 'transfer-encoding': 'chunked'},
	});
	request.on('error', () => {});
	request.write(bodyOf(limit + 1).slice(0, limit));
	request.write('xx');
	const [response] = await once(request, 'response') as [IncomingMessage];
	assert.equal(response.statusCode, 413);
	request.destroy();

	const next = await ask('GET', '/status');
	assert.equal(next.status, 200);
	assert.deepEqual(errors, []);
});

test('a chunked body that fits is read', async t => {
	const {sendRaw, server: {port}} = await startAdmin(t);
	const body = '{"url":"http://a"}';
	const reply = await sendRaw(`POST /add HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
	assert.match(reply, /^HTTP\/1\.1 201 /v);
});

test('a client that leaves in the middle of its body harms no other', async t => {
	const {ask, control, errors, server: {port}} = await startAdmin(t);
	const socket = connect(port, '127.0.0.1');
	socket.write(`POST /add HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"url":"http://a"}`);
	const reply = await ask('GET', '/status');
	assert.equal(reply.status, 200);
	socket.destroy();
	await once(socket, 'close');
	const next = await ask('GET', '/status');
	assert.equal(next.status, 200);
	assert.deepEqual(control.status().backends, []);
	assert.deepEqual(errors, []);
});

test('malformed HTTP is answered', async t => {
	const {ask, sendRaw, server: {port}} = await startAdmin(t);
	const rubbish = await sendRaw('\u{16}\u{3}\u{1} hello\r\n\r\n');
	assert.match(rubbish, /^HTTP\/1\.1 400 .*application\/problem\+json.*"code":"malformed_request"\}$/sv);
	const smuggled = await sendRaw(`POST /add HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`);
	assert.match(smuggled, /^HTTP\/1\.1 400 /v);
	const huge = await sendRaw(`GET /status HTTP/1.1\r\nHost: localhost:${port}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
	assert.match(huge, /^HTTP\/1\.1 431 .*"code":"headers_too_large"\}$/sv);
	const tunnel = await sendRaw(`CONNECT localhost:${port} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
	assert.equal(tunnel, '');
	const upgrade = await sendRaw(`GET /status HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n`);
	assert.match(upgrade, /^HTTP\/1\.1 (?!101)/v);
	const nowhere = await sendRaw('GET /status HTTP/1.1\r\nConnection: close\r\n\r\n');
	assert.match(nowhere, /^HTTP\/1\.1 400 .*application\/problem\+json.*"code":"malformed_request"\}/sv);
	const expecting = await sendRaw(`GET /nothing HTTP/1.1\r\nHost: localhost:${port}\r\nExpect: a miracle\r\nConnection: close\r\n\r\n`);
	assert.match(expecting, /^HTTP\/1\.1 404 .*application\/problem\+json.*"code":"not_found"\}/sv);
	const next = await ask('GET', '/status');
	assert.equal(next.status, 200);
});

test('a whole request is answered, whatever follows it', async t => {
	const {control, sendRaw, server: {port}} = await startAdmin(t);
	const gate = Promise.withResolvers<void>();
	await control.addBackend({url: 'http://a'});
	control.gate = gate.promise;
	const command = control.nextCommand();
	const reply = sendRaw(`DELETE /backends/b1 HTTP/1.1\r\nHost: localhost:${port}\r\n\r\nrubbish`);
	await command;
	gate.resolve();
	assert.match(await reply, /^HTTP\/1\.1 204 No Content\r\n.*\r\n\r\nHTTP\/1\.1 400 /sv);
});

test('a half-closed client, as of nc -N, is answered; an event stream ends', async t => {
	const {control, exchangeRaw, server: {port}, ask} = await startAdmin(t);
	const body = '{"url":"http://a"}';
	const gate = Promise.withResolvers<void>();
	control.gate = gate.promise;
	const command = control.nextCommand();
	const reply = exchangeRaw(`POST /add HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
	await command;
	// What came with the request, its end, is known once another one has been answered.
	await ask('GET', '/status');
	gate.resolve();
	assert.match(await reply, /^HTTP\/1\.1 201 /v);
	assert.equal(control.status().backends.length, 1);
	const heard = await exchangeRaw(`GET /events HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
	assert.match(heard, /^HTTP\/1\.1 200 .*\r\n0\r\n\r\n$/sv);
	assert.equal((await ask('GET', '/status')).status, 200);
});

test('a body that breaks off its framing is refused', async t => {
	const {control, sendRaw, server: {port}} = await startAdmin(t);
	const reply = await sendRaw(`POST /add HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"url\r\nno length\r\n`);
	assert.match(reply, /^HTTP\/1\.1 400 /v);
	assert.deepEqual(control.status().backends, []);
});

test('a request that arrives too slowly gets 408', async () => {
	const socket = new PassThrough();
	answerUnreadable(Object.assign(new Error('timeout'), {code: 'ERR_HTTP_REQUEST_TIMEOUT'}), socket);
	assert.match(await text(socket), /^HTTP\/1\.1 408 Request Timeout\r\n.*"code":"request_timeout"\}$/sv);
});

test('a connection that was reset is not written to', () => {
	const socket = new PassThrough();
	answerUnreadable(Object.assign(new Error('reset'), {code: 'ECONNRESET'}), socket);
	assert.equal(socket.destroyed, true);
	assert.equal(socket.writableLength, 0);
});

test('a port that is taken rejects with the native error', async t => {
	const {control, server: {port}} = await startAdmin(t);
	const second = startAdminServer({
		control, host: '127.0.0.1', port, version: '1', onError() {},
	});
	await assert.rejects(second, {code: 'EADDRINUSE'});
});

test('it says where it listens', async t => {
	const {server} = await startAdmin(t, {host: 'localhost'});
	assert.match(server.host, /^(?:127\.0\.0\.1|::1)$/v);
	assert.ok(server.port > 0);
});

test('an idle connection is ended at once when it closes', async t => {
	const {server} = await startAdmin(t);
	const agent = new Agent({keepAlive: true});
	t.after(() => {
		agent.destroy();
	});
	const request = httpRequest({
		host: '127.0.0.1', port: server.port, path: '/status', agent,
	}).end();
	const [response] = await once(request, 'response') as [IncomingMessage];
	await text(response);

	const started = performance.now();
	await server.close(10_000);
	assert.ok(performance.now() - started < 2000);
	await assert.rejects(once(connect(server.port, '127.0.0.1'), 'connect'), {code: 'ECONNREFUSED'});
});

test('a request in flight is finished, its connection not kept', async t => {
	const {control, server} = await startAdmin(t);
	const gate = Promise.withResolvers<void>();
	control.gate = gate.promise;
	const agent = new Agent({keepAlive: true});
	t.after(() => {
		agent.destroy();
	});
	const request = httpRequest({
		host: '127.0.0.1', port: server.port, path: '/add', method: 'POST', agent, headers: {'content-type': 'application/json'},
	});
	const command = control.nextCommand();
	request.end('{"url":"http://a"}');
	const answered = once(request, 'response') as Promise<[IncomingMessage]>;
	await command;

	const started = performance.now();
	const closed = server.close(10_000);
	gate.resolve();
	const [response] = await answered;
	assert.deepEqual([response.statusCode, response.headers.connection], [201, 'close']);
	response.resume();
	await closed;
	assert.ok(performance.now() - started < 2000);
});

test('a request that does not end is broken off after the grace', async t => {
	const {control, server} = await startAdmin(t);
	control.gate = new Promise(() => {});
	const request = httpRequest({
		host: '127.0.0.1', port: server.port, path: '/add', method: 'POST', agent: false, headers: {'content-type': 'application/json'},
	});
	const failed = once(request, 'response');
	const command = control.nextCommand();
	request.end('{"url":"http://a"}');
	await command;

	await Promise.all([server.close(50), assert.rejects(failed, {code: 'ECONNRESET'})]);
	await server.close(50);
});
