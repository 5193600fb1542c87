import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import test, {after} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {requestHead} from '../../helpers/backend-scripts.js';
import {accept, received, upgradeRequest} from '../../helpers/tunnel-scripts.js';
import {type RawClient} from '../../helpers/raw-client.js';
import type {Connection} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';

const {proxy, backend, ask, newestRecord} = await shareProxy(['--rate-limit=1000000', '--response-header=X-Frame-Options: DENY', '--response-header', '-Server']);
after(proxy.stop);

/** A client and a backend that speak to each other directly. */
const openTunnel = async (): Promise<{client: RawClient; connection: Connection}> => {
	const client = await ask(accept(), upgradeRequest());
	const {status} = await client.response();
	assert.equal(status, 101);
	return {client, connection: await backend.connection(1)};
};

const head = (connection: Connection): string[] => connection.received.split('\r\n\r\n', 1)[0]!.toLowerCase().split('\r\n');

test('a handshake goes through, with the fields that belong to it and none that do not', async () => {
	const client = await ask(accept(), upgradeRequest());
	const response = await client.response();
	assert.deepEqual(
		[response.status, response.reason, response.header('connection'), response.header('upgrade'), response.header('sec-websocket-accept')],
		[101, 'Switching Protocols', 'Upgrade', 'websocket', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
	);
	const connection = await backend.connection(1);
	const fields = head(connection);
	assert.equal(fields[0], 'get /chat http/1.1');
	for (const field of ['connection: upgrade', 'upgrade: websocket', 'host: a.example', 'sec-websocket-key: dghlihnhbxbszsbub25jzq==', 'sec-websocket-version: 13', 'x-forwarded-for: 127.0.0.1']) {
		assert.equal(fields.filter(line => line === field).length, 1, field);
	}

	assert.equal(fields.some(line => /^(?:content-length|transfer-encoding):/v.test(line)), false);
});

test('a 101 is a response like others: Via, header rules, rate limit, bytes beyond ASCII', async () => {
	const client = await ask(async connection => {
		await requestHead(connection);
		connection.socket.write(Buffer.from([
			'HTTP/1.1 101 Switching Protocols',
			'Connection: Upgrade, X-Hop',
			'Upgrade: websocket',
			'X-Hop: not for the client',
			'Server: secret/1.0',
			'Via: 1.0 inner',
			'X-Name: J\u00C3\u00BCrgen \u00E9',
			'',
			'',
		].join('\r\n'), 'latin1'));
	}, upgradeRequest());
	const response = await client.response();
	assert.match(response.header('via')!, /^1\.0 inner, 1\.1 proxy-tui-[\da-f]+$/v);
	assert.match(response.header('ratelimit')!, /^"all";r=\d+;t=1$/v);
	assert.deepEqual(
		['x-name', 'x-frame-options', 'server', 'x-hop'].map(name => response.header(name)),
		['J\u00C3\u00BCrgen \u00E9', 'DENY', undefined, undefined],
	);
});

test('of several protocols, those that can be forwarded are', async () => {
	const client = await ask(accept('', 'echo'), upgradeRequest('h2c, echo, websocket'));
	assert.equal((await client.response()).status, 101);
	assert.match((await backend.connection(1)).received, /^upgrade: echo, websocket\r\n/imv);
});

test('bytes go both ways as they are, counted in log and status', async () => {
	const {client, connection} = await openTunnel();
	const before = proxy.control.status();
	const everyByte = String.fromCodePoint(...Array.from({length: 256}, (_, index) => index));
	client.send(`${everyByte}there`);
	await received(connection, `${everyByte}there`);
	connection.socket.write(Buffer.from(`${everyByte}and back`, 'latin1'));
	await client.untilReceived(`${everyByte}and back`);

	const {totals, backends} = proxy.control.status();
	assert.deepEqual([totals.inFlight, backends[0]!.connections], [1, 1]);
	const {records} = await proxy.control.readLog(0, 10);
	assert.equal(records.some(({number}) => number === totals.requests), false, 'not before it has ended');

	client.end();
	await connection.closed;
	const {status, error, requestBytes, responseBytes, attempts} = await newestRecord();
	assert.deepEqual({status, error, requestBytes, responseBytes, attempts}, {
		status: 101, error: undefined, requestBytes: 261, responseBytes: 264, attempts: 1,
	});
	await proxy.untilIdle();
	const ended = proxy.control.status();
	assert.deepEqual(
		[ended.totals.responsesByClass[0], ended.totals.aborted, ended.backends[0]!.failures],
		[before.totals.responsesByClass[0] + 1, before.totals.aborted, before.backends[0]!.failures],
	);
});

test('bytes that come right behind the handshake arrive on both sides', async () => {
	const client = await ask(accept('early from the backend'), `${upgradeRequest()}early from the client`);
	await client.response();
	await client.untilReceived('\r\n\r\nearly from the backend');
	const connection = await backend.connection(1);
	await received(connection, '\r\n\r\nearly from the client');
	client.reset();
	const {requestBytes, responseBytes} = await newestRecord();
	assert.deepEqual([requestBytes, responseBytes], [21, 22]);
});

test('bytes that a client sends before the 101 is there wait for it', async () => {
	const go = Promise.withResolvers<undefined>();
	const client = await ask(async connection => {
		await go.promise;
		await accept()(connection);
	}, upgradeRequest());
	const connection = await backend.connection(1);
	await received(connection, '\r\n\r\n');
	client.send('impatient');
	go.resolve(undefined);
	await client.response();
	await received(connection, '\r\n\r\nimpatient');
});

test('much data goes both ways at once, each way as fast as it is taken', async () => {
	const {client, connection} = await openTunnel();
	const size = 4 * 1024 * 1024;
	const before = connection.received.length;
	client.socket.write(Buffer.alloc(size, 'c'));
	connection.socket.write(Buffer.alloc(size, 'b'));
	await received(connection, 'c'.repeat(size));
	await client.untilReceived('b'.repeat(size));
	assert.equal(connection.received.length - before, size);
	client.reset();
});

test('a side that does not read holds back the other instead of filling memory', async () => {
	const {client, connection} = await openTunnel();
	client.pause();
	// Far more than the kernel's buffers of both connections can hold.
	const chunks = 64;
	let taken = 0;
	let lastTakenAt = performance.now();
	const allTaken = Promise.all(Array.from({length: chunks}, async () => new Promise<void>(resolve => {
		connection.socket.write(Buffer.alloc(1024 * 1024), () => {
			taken++;
			lastTakenAt = performance.now();
			resolve();
		});
	})));
	// Nothing tells that no more will be taken but that none is for a while.
	while (performance.now() - lastTakenAt < 300) {
		// eslint-disable-next-line no-await-in-loop -- Each look waits for the one before.
		await delay(20);
	}

	assert.ok(taken < chunks, 'everything was taken though it is not read');
	client.resume();
	await allTaken;
	client.reset();
	await connection.closed;
});

test('another protocol than WebSocket is carried without a word of our own', async () => {
	const client = await ask(accept('', 'chat/2'), upgradeRequest('chat/2'));
	const response = await client.response();
	assert.equal(response.header('upgrade'), 'chat/2');
	const connection = await backend.connection(1);
	await proxy.control.removeBackend(proxy.control.status().backends[0]!.id, {force: true});
	await Promise.all([client.closed, connection.closed]);
	assert.ok(client.received.endsWith('\r\n\r\n'));
	assert.ok(connection.received.endsWith('\r\n\r\n'));
	const {error} = await newestRecord();
	assert.equal(error, 'backend_cut_off');
});
