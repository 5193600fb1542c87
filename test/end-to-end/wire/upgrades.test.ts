import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import test, {type TestContext} from 'node:test';
import WebSocket, {WebSocketServer} from 'ws';
import {
	answer,
	answerEach,
	requestHead,
	reset,
} from '../../helpers/backend-scripts.js';
import {type ProxyOptions, startProxy} from '../../helpers/running-proxy.js';
import type {Connection, Script} from '../../helpers/scripted-backend.js';

const upgrade = (protocol = 'echo') => `GET /chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;
const switched = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\nX-More: kept\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const start = async (t: TestContext, options: ProxyOptions) => {
	const proxy = await startProxy(options);
	t.after(proxy.stop);
	return proxy;
};

/** Switches to a protocol in which each byte is sent back. */
const echo: Script = async connection => {
	const {socket} = connection;
	await requestHead(connection);
	socket.write(switched);
	const early = connection.received.split('\r\n\r\n', 2)[1]!;
	socket.write(early);
	socket.on('data', chunk => {
		socket.write(chunk);
	});
};

/** A client and a backend that have switched protocols. */
const openTunnel = async (t: TestContext, {script = echo, flags = []}: {script?: Script; flags?: readonly string[]} = {}) => {
	const proxy = await start(t, {scripts: [script], flags});
	const client = await proxy.connect();
	client.send(upgrade());
	const response = await client.response();
	assert.equal(response.status, 101);
	const connection = await proxy.backends[0]!.connection(1);
	return {
		proxy, client, connection, response,
	};
};

const receivedBy = async ({socket}: Connection, has: () => boolean): Promise<void> => {
	while (!has()) {
		// eslint-disable-next-line no-await-in-loop -- Bytes come one after the other.
		await once(socket, 'data');
	}
};

test('bytes go both ways after a switch, of which both ends are told', async t => {
	const {client, connection, response} = await openTunnel(t);
	assert.deepEqual([response.header('connection'), response.header('upgrade'), response.header('x-more')], ['Upgrade', 'echo', 'kept']);
	assert.match(connection.received, /^connection: upgrade\r\n/imv);
	assert.match(connection.received, /^upgrade: echo\r\n/imv);
	const bytes = String.fromCodePoint(...Array.from({length: 256}, (_, byte) => byte));
	client.send(bytes);
	await client.untilReceived(bytes);
});

test('what a client sends before the switch reaches the backend after it', async t => {
	const proxy = await start(t, {scripts: [echo]});
	const client = await proxy.connect();
	client.send(`${upgrade()}early `);
	client.send('bytes');
	assert.equal((await client.response()).status, 101);
	await client.untilReceived('early bytes');
});

test('what a backend sends together with its 101 reaches the client', async t => {
	const {client} = await openTunnel(t, {script: answerEach(`${switched}hello`)});
	await client.untilReceived('hello');
	assert.ok(client.received.endsWith('\r\n\r\nhello'));
});

test('a tunnel is in flight while it is open, and in the log with its bytes when it ends', async t => {
	const {proxy, client, connection} = await openTunnel(t);
	client.send('12345');
	await client.untilReceived('12345');
	const {totals, backends} = proxy.control.status();
	assert.deepEqual([totals.inFlight, backends[0]!.connections], [1, 1]);
	assert.deepEqual((await proxy.control.readLog(0, 10)).records, []);
	client.end();
	connection.socket.end();
	const {status, requestBytes, responseBytes, target} = await proxy.logRecord(1);
	assert.deepEqual([status, requestBytes, responseBytes, target], [101, 5, 5, '/chat']);
});

test('one side may end while the other goes on', async t => {
	const {client, connection} = await openTunnel(t, {script: answerEach(switched)});
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

test('a backend may end while its client goes on', async t => {
	const script: Script = async connection => {
		await requestHead(connection);
		connection.socket.allowHalfOpen = true;
		connection.socket.write(switched);
	};

	const {client, connection} = await openTunnel(t, {script});
	connection.socket.end('that was all');
	await client.untilReceived('that was all');
	client.send('not for me');
	await receivedBy(connection, () => connection.received.endsWith('not for me'));
	client.end();
	await connection.closed;
	assert.ok(connection.received.endsWith('not for me'));
});

test('a tunnel of which one side has ended is not kept for ever', async t => {
	const {client, connection} = await openTunnel(t, {script: answerEach(switched), flags: ['--idle-timeout=150ms']});
	client.end();
	await connection.closed;
	assert.equal(await client.closed, 'end');
});

for (const [name, leave] of [
	['resets', ({client}) => {
		client.reset();
	}],
	['closes', ({client}) => {
		client.socket.destroy();
	}],
] as ReadonlyArray<[string, (ends: Awaited<ReturnType<typeof openTunnel>>) => void]>) {
	test(`when a client ${name} its connection, the backend's is closed`, async t => {
		const ends = await openTunnel(t, {script: answerEach(switched), flags: ['--idle-timeout=1s']});
		leave(ends);
		await ends.connection.closed;
		await ends.proxy.untilIdle();
		assert.equal((await ends.proxy.logRecord(1)).status, 101);
	});
}

test('when a backend resets its connection, the client\'s is closed, after what was sent before', async t => {
	const {client, connection} = await openTunnel(t);
	client.send('sent before');
	await client.untilReceived('sent before');
	connection.socket.resetAndDestroy();
	await client.closed;
	assert.ok(client.received.endsWith('sent before'));
});

test('what a backend sends last arrives whole, however slowly the client reads', async t => {
	const size = 8 * 1024 * 1024;
	const script: Script = async connection => {
		await requestHead(connection);
		connection.socket.write(switched);
		connection.socket.end(Buffer.alloc(size, 'x'));
	};

	const proxy = await start(t, {scripts: [script]});
	const client = await proxy.connect();
	client.pause();
	client.send(upgrade());
	await proxy.backends[0]!.connection(1);
	await delay(200);
	client.resume();
	await client.response();
	await client.closed;
	assert.equal(client.received.split('\r\n\r\n', 2)[1]!.length, size);
});

test('a refused upgrade is delivered whole, with a length', async t => {
	const proxy = await start(t, {scripts: [answerEach('HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\nX-Why: rules\r\n\r\nno!!')]});
	const client = await proxy.connect();
	client.send(upgrade());
	const response = await client.response();
	assert.deepEqual([response.status, response.body, response.isComplete, response.header('x-why')], [403, 'no!!', true, 'rules']);
	assert.equal(await client.closed, 'end');
});

test('a refused upgrade is delivered whole, chunked', async t => {
	const proxy = await start(t, {scripts: [answerEach('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n')]});
	const client = await proxy.connect();
	client.send(upgrade());
	const response = await client.response();
	assert.deepEqual([response.status, response.framing, response.body, response.isComplete], [200, 'chunked', 'abcdef', true]);
});

for (const protocol of ['h2c', 'h2', 'H2C, h2']) {
	test(`${protocol} is answered as if it had not been asked for`, async t => {
		const proxy = await start(t, {scripts: [answerEach(ok)]});
		const client = await proxy.connect();
		client.send(`GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`);
		const response = await client.response();
		assert.deepEqual([response.status, response.body, response.header('upgrade')], [200, 'ok', undefined]);
		const connection = await proxy.backends[0]!.connection(1);
		assert.doesNotMatch(connection.received, /upgrade|http2-settings|h2/iv);
	});
}

test('of several protocols, those that can be forwarded are', async t => {
	const {proxy} = await openTunnel(t);
	const client = await proxy.connect();
	client.send(upgrade('h2c, echo, websocket'));
	assert.equal((await client.response()).status, 101);
	const connection = await proxy.backends[0]!.connection(2);
	assert.match(connection.received, /^upgrade: echo, websocket\r\n/imv);
});

for (const body of ['Content-Length: 3\r\n\r\nabc', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n']) {
	test(`an upgrade with a body is refused: ${body.split(':', 1)[0]}`, async t => {
		const proxy = await start(t, {scripts: [echo]});
		const client = await proxy.connect();
		client.send(`POST /chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n${body}`);
		assert.equal((await client.response()).status, 400);
		assert.equal(proxy.backends[0]!.connections.length, 0);
	});
}

for (const [name, request] of [['', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'], [' of another request', upgrade()]] as const) {
	test(`a 101 that nobody asked for is no answer${name}`, async t => {
		const proxy = await start(t, {scripts: [answer('HTTP/1.1 101 Switching Protocols\r\n\r\nrubbish')]});
		const client = await proxy.connect();
		client.send(request);
		const response = await client.response();
		assert.equal(response.status, 502);
	});
}

test('an upgrade goes on to another backend when the first fails', async t => {
	const proxy = await start(t, {scripts: [reset, echo], flags: ['--policy=first']});
	const client = await proxy.connect();
	client.send(`${upgrade()}early`);
	assert.equal((await client.response()).status, 101);
	await client.untilReceived('early');
	client.socket.destroy();
	const {tries} = await proxy.logRecord(1);
	assert.equal(tries, 2);
});

for (const leave of ['reset', 'end'] as const) {
	test(`a client that leaves before the 101 (${leave}) takes the backend's connection with it`, async t => {
		const proxy = await start(t, {scripts: [requestHead], flags: ['--response-timeout=1s']});
		const client = await proxy.connect();
		client.send(upgrade());
		const connection = await proxy.backends[0]!.connection(1);
		await requestHead(connection);
		client[leave]();
		await connection.closed;
		const {status, error} = await proxy.logRecord(1);
		assert.deepEqual([status, error], leave === 'reset' ? [499, 'client_aborted'] : [504, 'response_timeout']);
	});
}

test('a client that leaves while the 101 is on its way harms nobody', async t => {
	const proxy = await start(t, {scripts: [echo]});
	for (let time = 0; time < 50; time++) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const client = await proxy.connect();
		client.send(upgrade());
		// eslint-disable-next-line no-await-in-loop -- At another moment each time.
		await delay(time % 5);
		client.reset();
	}

	await proxy.untilIdle();
	const client = await proxy.connect();
	client.send(upgrade());
	assert.equal((await client.response()).status, 101);
});

test('a tunnel may rest for any time by default', async t => {
	const {client} = await openTunnel(t, {flags: ['--idle-timeout=300ms', '--response-timeout=300ms', '--header-timeout=300ms', '--keep-alive-timeout=300ms']});
	await delay(700);
	client.send('still here');
	await client.untilReceived('still here');
	assert.ok(client.received.endsWith('still here'));
});

test('--tunnel-idle-timeout closes a tunnel that rests, and no other', async t => {
	const {proxy, client, connection} = await openTunnel(t, {flags: ['--tunnel-idle-timeout=200ms']});
	for (let time = 0; time < 6; time++) {
		client.send('x');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await delay(60);
	}

	assert.equal(proxy.control.status().totals.inFlight, 1);
	assert.equal(await client.closed, 'end');
	await connection.closed;
	const {status, error} = await proxy.logRecord(1);
	assert.deepEqual([status, error], [101, 'idle_timeout']);
});

/** A WebSocket server behind the proxy, and a client before it. */
const openWebSocket = async (t: TestContext, flags: readonly string[] = []) => {
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
	const proxy = await startProxy({urls: [`http://127.0.0.1:${port}`], flags: ['--shutdown-timeout=300ms', ...flags]});
	const connected = once(server, 'connection') as Promise<[WebSocket]>;
	const client = new WebSocket(`ws://127.0.0.1:${proxy.port}/chat`);
	await once(client, 'open');
	const [peer] = await connected;
	return {proxy, client, peer};
};

test('WebSocket messages of all sizes go both ways', async t => {
	const {proxy, client, peer} = await openWebSocket(t);
	t.after(proxy.stop);
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

test('on leaving, both ends of a WebSocket are told that it goes away', async t => {
	const {proxy, client, peer} = await openWebSocket(t);
	const closed = Promise.all([once(client, 'close'), once(peer, 'close')]);
	client.send('x'.repeat(70_000));
	peer.send('hello');
	await Promise.all([once(client, 'message'), once(peer, 'message')]);
	await Promise.all([proxy.leave(300), closed.then(codes => {
		assert.deepEqual(codes.map(([code]) => code as number), [1001, 1001]);
	})]);
});

test('on leaving, a tunnel of another protocol gets its last bytes and an end', async t => {
	const {proxy, client} = await openTunnel(t);
	client.send('last');
	await client.untilReceived('last');
	await proxy.leave(100);
	assert.equal(await client.closed, 'end');
});
