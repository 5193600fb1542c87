import assert from 'node:assert/strict';
import {connect} from 'node:net';
import test, {after} from 'node:test';
import {clientScheme} from '../../helpers/lane.js';
import {shareRecordingProxy} from '../../helpers/recording-proxy.js';
import {startProxy} from '../../helpers/running-proxy.js';

const {proxy, begin, newestRecord, recording, forward} = await shareRecordingProxy();
after(proxy.stop);

const spoofed = [
	'X-Forwarded-For: 9.9.9.9',
	'X-Forwarded-Proto: https',
	'X-Forwarded-Host: evil',
	'X-Forwarded-Port: 443',
	'X-Forwarded-Prefix: /evil',
	'X-Forwarded-Anything: evil',
	'X-Real-IP: 9.9.9.9',
	'Forwarded: for=9.9.9.9',
	'X-Request-Id: evil',
	'Via: 1.1 evil, 1.1 proxy-tui',
	'X_Forwarded_For: 9.9.9.9',
	'X_Real-IP: 9.9.9.9',
	'x-forwarded_for: 9.9.9.9',
	'x_request_id: evil',
];

test('where a request comes from is said by the proxy alone', async () => {
	await begin([recording.script]);
	for (const fields of [[], spoofed, [...spoofed, ...spoofed]]) {
		// eslint-disable-next-line no-await-in-loop -- One request after the other.
		const request = await forward(...fields);
		assert.deepEqual({
			for: request.header('x-forwarded-for'),
			proto: request.header('x-forwarded-proto'),
			host: request.header('x-forwarded-host'),
			port: request.header('x-forwarded-port'),
		}, {
			for: '127.0.0.1', proto: clientScheme, host: 'a.example:81', port: String(proxy.clientPort),
		});
		assert.match(request.header('via')!, /^1\.1 proxy-tui-[\da-f]{16}$/v);
		assert.match(request.header('x-request-id')!, /^[\da-f]{16}-[\da-z]+$/v);
		assert.equal(JSON.stringify(request.fields).includes('evil'), false);
		assert.equal(JSON.stringify(request.fields).includes('9.9.9.9'), false);
	}
});

test('each request has a unique id, which is in the access log', async () => {
	await begin([recording.script]);
	const first = await forward();
	const second = await forward();
	assert.notEqual(first.header('x-request-id'), second.header('x-request-id'));
	const {requestId, client} = await newestRecord();
	assert.deepEqual([requestId, client], [second.header('x-request-id'), '127.0.0.1']);
});

test('a trusted peer\'s word is extended', async () => {
	await begin([recording.script], {trustProxy: ['10.0.0.0/8', 'loopback']});
	const request = await forward(...spoofed.filter(field => !field.startsWith('x_') && !field.startsWith('X_')), 'X-Forwarded-For: 10.1.2.3');
	assert.equal(request.header('x-forwarded-for'), '9.9.9.9, 10.1.2.3, 127.0.0.1');
	assert.equal(request.header('x-forwarded-proto'), 'https');
	assert.equal(request.header('x-forwarded-host'), 'evil');
	assert.equal(request.header('x-forwarded-port'), '443');
	assert.equal(request.header('x-real-ip'), '9.9.9.9');
	assert.equal(request.header('x-request-id'), 'evil');
	assert.equal(request.header('forwarded'), undefined);
	assert.match(request.header('via')!, /^1\.1 evil, 1\.1 proxy-tui, 1\.1 proxy-tui-[\da-f]{16}$/v);
	const {client, requestId} = await newestRecord();
	assert.deepEqual([client, requestId], ['9.9.9.9', 'evil']);
});

test('a peer that is not in a trusted range is not believed', async () => {
	await begin([recording.script], {trustProxy: ['private', '::1', '127.0.0.2']});
	assert.equal((await forward('X-Forwarded-For: 9.9.9.9')).header('x-forwarded-for'), '127.0.0.1');
});

test('a request id that cannot be searched for is replaced, even from a trusted peer', async () => {
	await begin([recording.script], {trustProxy: ['loopback']});
	for (const id of ['', 'two words', 'x'.repeat(129), '\u00E9']) {
		// eslint-disable-next-line no-await-in-loop -- One request after the other.
		assert.match((await forward(`X-Request-Id: ${id}`)).header('x-request-id')!, /^[\da-f]{16}-[\da-z]+$/v);
	}
});

test('Forwarded is written if switched on', async () => {
	await begin([recording.script], {forwarded: true});
	assert.equal((await forward('Forwarded: for=evil')).header('forwarded'), `for=127.0.0.1;host="a.example:81";proto=${clientScheme}`);
});

test('Forwarded of a trusted peer is extended', async () => {
	await begin([recording.script], {forwarded: true, trustProxy: ['loopback']});
	assert.equal((await forward('Forwarded: for=9.9.9.9')).header('forwarded'), `for=9.9.9.9, for=127.0.0.1;host="a.example:81";proto=${clientScheme}`);
});

test('a request that comes round again is answered with 508', async () => {
	// By way of another connection, since a proxy refuses to have itself for a backend.
	await begin([({socket}) => {
		const onward = connect(proxy.port, '127.0.0.1');
		onward.on('error', () => undefined);
		socket.pipe(onward).pipe(socket);
	}]);
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	const response = await client.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [508, 'loop_detected']);
	assert.match(response.header('proxy-status')!, /^proxy-tui; error=proxy_loop_detected/v);
});

test('two instances in a row are no circle, but a circle of two is one', async t => {
	// Its health check goes round as well, and must not take the backend out before the request does.
	const last = await startProxy({scripts: [recording.script], flags: ['--health-status=200-599']});
	t.after(last.stop);
	const first = await startProxy({urls: [`http://127.0.0.1:${last.port}`]});
	t.after(first.stop);
	const client = await first.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response()).status, 200);
	await last.control.addBackend({url: `http://127.0.0.1:${first.port}`});
	await last.control.removeBackend(last.control.status().backends[0]!.id);
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response()).status, 508);
	client.socket.destroy();
});
