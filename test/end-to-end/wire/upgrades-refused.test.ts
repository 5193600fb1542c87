import {once} from 'node:events';
import assert from 'node:assert/strict';
import test, {after, type TestContext} from 'node:test';
import {
	answer,
	answerEach,
	hang,
	requestHead,
	reset,
} from '../../helpers/backend-scripts.js';
import {accept, switching, upgradeRequest} from '../../helpers/tunnel-scripts.js';
import {type ProxyOptions, startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const start = async (t: TestContext, options: ProxyOptions) => {
	const proxy = await startProxy(options);
	t.after(proxy.stop);
	return proxy;
};

const shared = await startProxy({scripts: [hang]});
after(shared.stop);

/** Sends this to the proxy that most tests share, whose backend follows this script. */
const ask = async (script: Script, bytes: string) => {
	await shared.untilIdle();
	const [backend] = shared.backends;
	await backend!.restart(script);
	const client = await shared.connect();
	client.send(bytes);
	return {
		client,
		backend: backend!,
		logged: async () => shared.logRecord(shared.control.status().totals.requests),
	};
};

/** Answers and leaves the connection open, so that only the framing tells where the answer ends. */
const answerAndStay = (bytes: string): Script => async connection => {
	await requestHead(connection);
	connection.socket.write(bytes);
};

const long = 'x'.repeat(1024 * 1024);
const refusals: ReadonlyArray<readonly [name: string, script: Script, framing: string, body: string]> = [
	['with a length', answerAndStay('HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nnot today'), 'length', 'not today'],
	['in chunks', answerAndStay('HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnot \r\n5\r\ntoday\r\n0\r\n\r\n'), 'chunked', 'not today'],
	['until the connection ends', answer('HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n\r\nnot today'), 'chunked', 'not today'],
	['with a long body', answerAndStay(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: ${long.length}\r\n\r\n${long}`), 'length', long],
	['without a body', answerAndStay('HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n'), 'length', ''],
];

for (const [name, script, framing, body] of refusals) {
	test(`a refused upgrade is delivered whole: ${name}`, async () => {
		const {client, backend, logged} = await ask(script, upgradeRequest());
		const response = await client.response();
		assert.deepEqual(
			[response.status, response.header('content-type'), response.header('upgrade'), response.isComplete, response.framing],
			[403, 'text/plain', undefined, true, framing],
		);
		assert.equal(response.body, body);
		// What the client has sent behind its handshake might be of the other protocol.
		assert.equal(response.header('connection'), 'close');
		assert.equal(await client.closed, 'end');
		client.end();
		const {status, responseBytes, error} = await logged();
		assert.deepEqual([status, responseBytes, error], [403, body.length, undefined]);
		await (await backend.connection(1)).closed;
	});
}

test('what a client has sent behind a handshake that is refused is no request', async t => {
	const proxy = await start(t, {scripts: [answerAndStay('HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n')]});
	const client = await proxy.connect();
	client.send(`${upgradeRequest()}GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`);
	const {status} = await client.response();
	assert.equal(status, 426);
	await client.closed;
	client.end();
	await proxy.untilIdle();
	const received = proxy.backends[0]!.connections.map(connection => connection.received).join('');
	assert.equal(received.includes('smuggled'), false);
	assert.equal(proxy.control.status().totals.requests, 1);
});

test('a refused upgrade that its backend cuts short reaches the client as a broken message', async t => {
	const proxy = await start(t, {scripts: [answer('HTTP/1.1 403 Forbidden\r\nContent-Length: 20\r\n\r\nnot today')]});
	const client = await proxy.connect();
	client.send(upgradeRequest());
	const response = await client.response();
	assert.deepEqual([response.status, response.isComplete, response.body], [403, false, 'not today']);
	client.end();
	const {error} = await proxy.logRecord(1);
	assert.equal(error, 'backend_response_incomplete');
});

test('an interim answer to a handshake goes out before the 101', async t => {
	const proxy = await start(t, {scripts: [answerAndStay(`HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n${switching()}`)]});
	const client = await proxy.connect();
	client.send(upgradeRequest());
	const [first, second] = [await client.response(), await client.response()];
	assert.deepEqual([first.status, second.status], [103, 101]);
});

test('after h2c was answered as plain HTTP/1.1, the connection is kept', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)]});
	const client = await proxy.connect();
	for (let round = 0; round < 2; round++) {
		client.send('GET /page HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const response = await client.response();
		assert.deepEqual([response.version, response.status, response.body], ['1.1', 200, 'ok']);
	}

	const {received} = proxy.backends[0]!.connections[0]!;
	assert.equal(received.split('GET /page HTTP/1.1').length, 3);
});

test('h2c with a body is answered as plain HTTP/1.1, and the body arrives', async t => {
	const proxy = await start(t, {scripts: [async connection => {
		await requestHead(connection);
		while (!connection.received.endsWith('body')) {
			// eslint-disable-next-line no-await-in-loop -- Until it has come.
			await once(connection.socket, 'data');
		}

		connection.socket.write(ok);
	}]});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 4\r\n\r\nbody');
	const {status} = await client.response();
	assert.equal(status, 200);
});

const ordinary: ReadonlyArray<readonly [name: string, request: string]> = [
	['Connection does not name it', 'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n'],
	['it is empty', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade:\r\n\r\n'],
	// RFC 9110 §7.8: it must be ignored then.
	['it comes in HTTP/1.0', 'GET / HTTP/1.0\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
];
for (const [name, request] of ordinary) {
	test(`Upgrade is dropped where ${name}`, async () => {
		const {client, backend} = await ask(answerEach(ok), request);
		const response = await client.response();
		assert.deepEqual([response.status, response.body], [200, 'ok']);
		assert.doesNotMatch(backend.connections[0]!.received, /upgrade/iv);
	});
}

const bodies: ReadonlyArray<readonly [name: string, fields: string, body: string]> = [
	['with a length', 'Content-Length: 5\r\n', 'hello'],
	['in chunks', 'Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\r\n\r\n'],
	['in no chunks', 'Transfer-Encoding: chunked\r\n', '0\r\n\r\n'],
	['that is still to come', 'Content-Length: 5\r\n', ''],
];
for (const [name, fields, body] of bodies) {
	test(`an upgrade with a body ${name} is refused and never reaches a backend`, async () => {
		const {client, backend} = await ask(accept(), `${upgradeRequest().slice(0, -2)}${fields}\r\n${body}`);
		const response = await client.response();
		assert.deepEqual([response.status, (response.json() as {code: string}).code], [400, 'malformed_request']);
		assert.equal(await client.closed, 'end');
		client.end();
		await shared.untilIdle();
		assert.equal(backend.connections.length, 0);
	});
}

test('a backend that dies before the 101 is followed by another', async t => {
	const proxy = await start(t, {scripts: [reset, accept('from the second')], flags: ['--policy=first']});
	const client = await proxy.connect();
	client.send(`${upgradeRequest()}early`);
	const {status} = await client.response();
	await client.untilReceived('from the second');
	assert.equal(status, 101);
	const connection = await proxy.backends[1]!.connection(1);
	client.end();
	await connection.closed;
	assert.ok(connection.received.endsWith('\r\n\r\nearly'));
	const {tries, failedTries} = await proxy.logRecord(1);
	assert.deepEqual([tries, failedTries?.map(({reason}) => reason)], [2, ['connection reset']]);
});

test('when no backend answers a handshake, the client is told', async t => {
	const proxy = await start(t, {scripts: [reset, reset]});
	const client = await proxy.connect();
	client.send(upgradeRequest());
	const response = await client.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [502, 'backend_reset']);
	assert.equal(await client.closed, 'end');
});

test('a backend that does not answer a handshake in time costs a 504', async t => {
	const proxy = await start(t, {scripts: [hang], flags: ['--response-timeout=100ms']});
	const client = await proxy.connect();
	client.send(upgradeRequest());
	const response = await client.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [504, 'response_timeout']);
	await (await proxy.backends[0]!.connection(1)).closed;
});

const unsolicited: ReadonlyArray<readonly [name: string, request: string, script: Script]> = [
	['that nobody asked for', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', accept('rubbish')],
	['after h2c, which is not passed on', upgradeRequest('h2c'), accept('rubbish', 'h2c')],
	['to a protocol that was not asked for', upgradeRequest('websocket'), accept('rubbish', 'h2c')],
	['that does not say to what', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switching Protocols\r\n\r\nrubbish')],
	['whose Connection does not name Upgrade', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nrubbish')],
	['with a control character in a field', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX: a\u0001b\r\n\r\nrubbish')],
	['with a control character in its reason', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switch\u0001ing\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nrubbish')],
];
for (const [name, request, script] of unsolicited) {
	test(`502 for a 101 ${name}`, async () => {
		const {client, backend, logged} = await ask(script, request);
		const response = await client.response();
		assert.deepEqual([response.status, (response.json() as {code: string}).code], [502, 'backend_invalid_response']);
		assert.equal(client.received.includes('rubbish'), false);
		await (await backend.connection(1)).closed;
		const {status, error} = await logged();
		assert.deepEqual([status, error], [502, 'backend_invalid_response']);
	});
}
