import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {accept, received, upgradeRequest} from '../../helpers/tunnel-scripts.js';
import {type RawClient} from '../../helpers/raw-client.js';
import {type ProxyOptions, type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import type {Connection} from '../../helpers/scripted-backend.js';

const start = async (t: TestContext, options: ProxyOptions) => {
	const proxy = await startProxy(options);
	t.after(proxy.stop);
	return proxy;
};

/** A client and a backend that speak to each other directly. */
const openTunnel = async (proxy: RunningProxy): Promise<{client: RawClient; connection: Connection}> => {
	const before = proxy.backends[0]!.connections.length;
	const client = await proxy.connect();
	client.send(upgradeRequest());
	const {status} = await client.response();
	assert.equal(status, 101);
	return {client, connection: await proxy.backends[0]!.connection(before + 1)};
};

const head = (connection: Connection): string[] => connection.received.split('\r\n\r\n', 1)[0]!.toLowerCase().split('\r\n');

test('a handshake goes through, with the fields that belong to it and none that do not', async t => {
	const proxy = await start(t, {scripts: [accept()]});
	const client = await proxy.connect();
	client.send(upgradeRequest());
	const response = await client.response();
	assert.deepEqual(
		[response.status, response.reason, response.header('connection'), response.header('upgrade'), response.header('sec-websocket-accept')],
		[101, 'Switching Protocols', 'Upgrade', 'websocket', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
	);
	const connection = await proxy.backends[0]!.connection(1);
	const fields = head(connection);
	assert.equal(fields[0], 'get /chat http/1.1');
	for (const field of ['connection: upgrade', 'upgrade: websocket', 'host: a.example', 'sec-websocket-key: dghlihnhbxbszsbub25jzq==', 'sec-websocket-version: 13', 'x-forwarded-for: 127.0.0.1']) {
		assert.equal(fields.filter(line => line === field).length, 1, field);
	}

	assert.equal(fields.some(line => /^(?:content-length|transfer-encoding):/v.test(line)), false);
});

test('bytes go both ways as they are, counted in log and status', async t => {
	const proxy = await start(t, {scripts: [accept()]});
	const {client, connection} = await openTunnel(proxy);
	const everyByte = String.fromCodePoint(...Array.from({length: 256}, (_, index) => index));
	client.send(`${everyByte}there`);
	await received(connection, `${everyByte}there`);
	connection.socket.write(Buffer.from(`${everyByte}and back`, 'latin1'));
	await client.untilReceived(`${everyByte}and back`);

	const {totals, backends} = proxy.control.status();
	assert.deepEqual([totals.inFlight, backends[0]!.connections], [1, 1]);
	const {records} = await proxy.control.readLog(0, 10);
	assert.deepEqual(records, [], 'not before it has ended');

	client.end();
	await connection.closed;
	const {status, error, requestBytes, responseBytes, tries} = await proxy.logRecord(1);
	assert.deepEqual({status, error, requestBytes, responseBytes, tries}, {
		status: 101, error: undefined, requestBytes: 261, responseBytes: 264, tries: 1,
	});
	await proxy.untilIdle();
	const after = proxy.control.status();
	assert.deepEqual([after.totals.responsesByClass[0], after.totals.aborted, after.backends[0]!.failures], [1, 0, 0]);
});

test('bytes that come right behind the handshake arrive on both sides', async t => {
	const proxy = await start(t, {scripts: [accept('early from the backend')]});
	const client = await proxy.connect();
	client.send(`${upgradeRequest()}early from the client`);
	await client.response();
	await client.untilReceived('\r\n\r\nearly from the backend');
	const connection = await proxy.backends[0]!.connection(1);
	await received(connection, '\r\n\r\nearly from the client');
	client.reset();
	const {requestBytes, responseBytes} = await proxy.logRecord(1);
	assert.deepEqual([requestBytes, responseBytes], [21, 22]);
});

test('bytes that a client sends before the 101 is there wait for it', async t => {
	const go = Promise.withResolvers<undefined>();
	const proxy = await start(t, {scripts: [async connection => {
		await go.promise;
		await accept()(connection);
	}]});
	const client = await proxy.connect();
	client.send(upgradeRequest());
	const connection = await proxy.backends[0]!.connection(1);
	await received(connection, '\r\n\r\n');
	client.send('impatient');
	go.resolve(undefined);
	await client.response();
	await received(connection, '\r\n\r\nimpatient');
});

test('much data goes both ways at once, each way as fast as it is taken', async t => {
	const proxy = await start(t, {scripts: [accept()]});
	const {client, connection} = await openTunnel(proxy);
	const size = 4 * 1024 * 1024;
	const before = connection.received.length;
	client.socket.write(Buffer.alloc(size, 'c'));
	connection.socket.write(Buffer.alloc(size, 'b'));
	await received(connection, 'c'.repeat(size));
	await client.untilReceived('b'.repeat(size));
	assert.equal(connection.received.length - before, size);
	client.reset();
});

test('a side that does not read holds back the other instead of filling memory', async t => {
	const proxy = await start(t, {scripts: [accept()]});
	const {client, connection} = await openTunnel(proxy);
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

	assert.ok(taken < chunks, 'everything was taken though nobody reads it');
	client.resume();
	await allTaken;
	client.reset();
	await connection.closed;
});

test('another protocol than WebSocket is carried without a word of our own', async t => {
	const proxy = await start(t, {scripts: [accept('', 'chat/2')]});
	const client = await proxy.connect();
	client.send(upgradeRequest('chat/2'));
	const response = await client.response();
	assert.equal(response.header('upgrade'), 'chat/2');
	const connection = await proxy.backends[0]!.connection(1);
	await proxy.control.removeBackend(proxy.control.status().backends[0]!.id, {force: true});
	await Promise.all([client.closed, connection.closed]);
	assert.ok(client.received.endsWith('\r\n\r\n'));
	assert.ok(connection.received.endsWith('\r\n\r\n'));
	const {error} = await proxy.logRecord(1);
	assert.equal(error, 'backend_cut_off');
});
