import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after, type TestContext} from 'node:test';
import WebSocket, {WebSocketServer} from 'ws';
import {answerEach, requestHead} from '../../helpers/backend-scripts.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Connection, Script} from '../../helpers/scripted-backend.js';
import {shareProxy, type SharedProxy} from '../../helpers/shared-proxy.js';

const upgrade = 'GET /chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n';
const switched = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n';

const patient = await shareProxy();
/** One that waits for nothing but tunnels. */
const hasty = await shareProxy(['--idle-timeout=200ms', '--response-timeout=200ms', '--header-timeout=200ms', '--keep-alive-timeout=200ms']);
after(async () => {
	await Promise.all([patient, hasty].map(async ({proxy}) => proxy.stop()));
});

/** Switches to a protocol in which each byte is sent back. */
const echo: Script = async connection => {
	const {socket} = connection;
	await requestHead(connection);
	socket.write(switched);
	socket.on('data', chunk => {
		socket.write(chunk);
	});
};

/** A client and a backend that have switched protocols. */
const openTunnel = async ({ask, backend}: SharedProxy = patient, script = echo) => {
	const client = await ask(script, upgrade);
	assert.equal((await client.response()).status, 101);
	return {client, connection: await backend.connection(1)};
};

const receivedBy = async ({socket}: Connection, has: () => boolean): Promise<void> => {
	while (!has()) {
		// eslint-disable-next-line no-await-in-loop -- Bytes come one after the other.
		await once(socket, 'data');
	}
};

test('one side may end while the other goes on', async () => {
	const {client, connection} = await openTunnel(patient, answerEach(switched));
	const backendEnded = once(connection.socket, 'end');
	client.send('last words');
	client.end();
	await receivedBy(connection, () => connection.received.endsWith('last words'));
	// A server that reads to the end before it answers.
	connection.socket.write('answer');
	connection.socket.end();
	await client.untilReceived('answer');
	await backendEnded;
	assert.equal(await client.closed, 'end');
});

test('a backend may end while its client goes on', async () => {
	const script: Script = async connection => {
		await requestHead(connection);
		connection.socket.allowHalfOpen = true;
		connection.socket.write(switched);
	};

	const {client, connection} = await openTunnel(patient, script);
	connection.socket.end('that was all');
	await client.untilReceived('that was all');
	client.send('not for me');
	await receivedBy(connection, () => connection.received.endsWith('not for me'));
	client.end();
	await connection.closed;
	assert.ok(connection.received.endsWith('not for me'));
});

test('a tunnel of which one side has ended is not kept for ever', async () => {
	const {client, connection} = await openTunnel(hasty, answerEach(switched));
	client.end();
	await connection.closed;
	assert.equal(await client.closed, 'end');
});

for (const leave of ['reset', 'end'] as const) {
	test(`when a client leaves its tunnel, the backend's connection is closed: by ${leave}`, async () => {
		const {client, connection} = await openTunnel(hasty, answerEach(switched));
		client[leave]();
		await connection.closed;
		await hasty.proxy.untilIdle();
		assert.equal((await hasty.newestRecord()).status, 101);
	});
}

test('when a backend resets its connection, the client\'s is closed, after what was sent before', async () => {
	const {client, connection} = await openTunnel();
	client.send('sent before');
	await client.untilReceived('sent before');
	connection.socket.resetAndDestroy();
	await client.closed;
	assert.ok(client.received.endsWith('sent before'));
});

test('what a backend sends last arrives whole, however slowly the client reads', async () => {
	const size = 8 * 1024 * 1024;
	const script: Script = async connection => {
		await requestHead(connection);
		connection.socket.write(switched);
		connection.socket.end(Buffer.alloc(size, 'x'));
	};

	const client = await patient.ask(script);
	client.pause();
	client.send(upgrade);
	await patient.backend.connection(1);
	await delay(200);
	client.resume();
	await client.response();
	await client.closed;
	assert.equal(client.received.split('\r\n\r\n', 2)[1]!.length, size);
});

for (const leave of ['reset', 'end'] as const) {
	test(`a client that leaves before the 101 (${leave}) takes the backend's connection with it`, async () => {
		const client = await hasty.ask(requestHead, upgrade);
		const connection = await hasty.backend.connection(1);
		await requestHead(connection);
		client[leave]();
		await connection.closed;
		const {status, error} = await hasty.newestRecord();
		assert.deepEqual([status, error], leave === 'reset' ? [499, 'client_aborted'] : [504, 'response_timeout']);
	});
}

test('a client that leaves while the 101 is on its way harms no other', async () => {
	const {proxy, ask} = patient;
	await ask(echo);
	for (let time = 0; time < 50; time++) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const client = await proxy.connect();
		client.send(upgrade);
		// eslint-disable-next-line no-await-in-loop -- At another moment each time.
		await delay(time % 5);
		client.reset();
	}

	await openTunnel();
});

test('a tunnel may rest for any time by default', async () => {
	const {client} = await openTunnel(hasty);
	await delay(500);
	client.send('still here');
	await client.untilReceived('still here');
	assert.ok(client.received.endsWith('still here'));
});

test('--tunnel-idle-timeout closes a tunnel that rests, and no other', async t => {
	await patient.begin([], {tunnelIdleTimeout: '300ms'});
	t.after(async () => patient.begin([]));
	const {client, connection} = await openTunnel();
	const startedAt = performance.now();
	for (let time = 0; time < 8; time++) {
		client.send('x');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await delay(50);
	}

	assert.equal(await client.closed, 'end');
	assert.ok(performance.now() - startedAt > 600);
	await connection.closed;
	const {status, error} = await patient.newestRecord();
	assert.deepEqual([status, error], [101, 'idle_timeout']);
});

/** A WebSocket server behind a proxy, to which clients can be connected. */
const startWebSockets = async (t: TestContext) => {
	const http = createServer((_request, response) => {
		response.end();
	});
	const server = new WebSocketServer({server: http});
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	t.after(() => {
		server.close();
		http.close();
		http.closeAllConnections();
	});
	const {port} = http.address() as AddressInfo;
	const proxy = await startProxy({urls: [`http://127.0.0.1:${port}`], flags: ['--drain-timeout=100ms']});
	t.after(proxy.stop);
	return {
		proxy,
		async open() {
			const connected = once(server, 'connection') as Promise<[WebSocket]>;
			const client = new WebSocket(`ws://127.0.0.1:${proxy.port}/chat`);
			await once(client, 'open');
			const [peer] = await connected;
			return {client, peer};
		},
	};
};

test('WebSocket messages of all sizes go both ways', async t => {
	const {open} = await startWebSockets(t);
	const {client, peer} = await open();
	peer.on('message', (data, isBinary) => {
		peer.send(data, {binary: isBinary});
	});
	for (const size of [0, 1, 125, 126, 65_535, 65_536, 3_000_000]) {
		const message = Buffer.alloc(size, 'm');
		client.send(message);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const [answered] = await once(client, 'message') as [Buffer];
		assert.ok(answered.equals(message));
	}

	client.close(4000, 'enough');
	assert.equal((await once(peer, 'close'))[0], 4000);
});

test('when its backend has drained for long enough, and on leaving, both ends of a WebSocket are told that it goes away', async t => {
	const {proxy, open} = await startWebSockets(t);
	const {control} = proxy;
	const {id} = control.status().backends[0]!;
	for (const end of [
		async () => control.updateBackend(id, {state: 'draining'}),
		async () => proxy.leave(300),
	]) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		await control.updateBackend(id, {state: 'active'});
		const {client, peer} = await open();
		const closed = Promise.all([once(client, 'close'), once(peer, 'close')]);
		client.send('x'.repeat(70_000));
		peer.send('hello');
		await Promise.all([once(client, 'message'), once(peer, 'message')]);
		await end();
		const codes = await closed;
		assert.deepEqual(codes.map(([code]) => code as number), [1001, 1001]);
		/* eslint-enable no-await-in-loop */
	}
});

test('on leaving, a tunnel of another protocol gets its last bytes and an end', async () => {
	const {client} = await openTunnel();
	client.send('last');
	await client.untilReceived('last');
	await patient.proxy.leave(100);
	assert.equal(await client.closed, 'end');
});
