import assert from 'node:assert/strict';
import test, {after} from 'node:test';
import {
	answer,
	answerEach,
	requestHead,
	reset,
} from '../../helpers/backend-scripts.js';
import {accept, received as untilReceived, switching, upgradeRequest} from '../../helpers/tunnel-scripts.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const {proxy, backend, ask, newestRecord} = await shareProxy();
after(proxy.stop);

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
		const client = await ask(script, upgradeRequest());
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
		const {status, responseBytes, error} = await newestRecord();
		assert.deepEqual([status, responseBytes, error], [403, body.length, undefined]);
		await (await backend.connection(1)).closed;
	});
}

test('what a client has sent behind a handshake that is refused is no request', async () => {
	const {requests} = proxy.control.status().totals;
	const client = await ask(
		answerAndStay('HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n'),
		`${upgradeRequest()}GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`,
	);
	const {status} = await client.response();
	assert.equal(status, 426);
	await client.closed;
	client.end();
	await proxy.untilIdle();
	assert.equal(backend.connections.some(connection => connection.received.includes('smuggled')), false);
	assert.equal(proxy.control.status().totals.requests, requests + 1);
});

test('a refused upgrade that its backend cuts short reaches the client as a broken message', async () => {
	const client = await ask(answer('HTTP/1.1 403 Forbidden\r\nContent-Length: 20\r\n\r\nnot today'), upgradeRequest());
	const response = await client.response();
	assert.deepEqual([response.status, response.isComplete, response.body], [403, false, 'not today']);
	client.end();
	const {error} = await newestRecord();
	assert.equal(error, 'backend_response_incomplete');
});

test('an interim answer to a handshake goes out before the 101', async () => {
	const client = await ask(answerAndStay(`HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n${switching()}`), upgradeRequest());
	const [first, second] = [await client.response(), await client.response()];
	assert.deepEqual([first.status, second.status], [103, 101]);
});

for (const protocol of ['h2c', 'h2', 'H2C, h2']) {
	test(`${protocol} is answered as plain HTTP/1.1, and the connection is kept`, async () => {
		const request = `GET /page HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`;
		const client = await ask(answerEach(ok));
		for (let round = 0; round < 2; round++) {
			client.send(request);
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			const response = await client.response();
			assert.deepEqual([response.version, response.status, response.body, response.header('upgrade')], ['1.1', 200, 'ok', undefined]);
		}

		const received = backend.connections.map(connection => connection.received).join('');
		assert.equal(received.match(/^GET \/page HTTP\/1\.1\r$/gmv)?.length, 2);
		assert.doesNotMatch(received, /upgrade|http2-settings|h2/iv);
	});
}

test('h2c with a body is answered as plain HTTP/1.1, and the body arrives', async () => {
	const client = await ask(async connection => {
		await untilReceived(connection, 'body');
		connection.socket.write(ok);
	}, 'POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 4\r\n\r\nbody');
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
		const client = await ask(answerEach(ok), request);
		const response = await client.response();
		assert.deepEqual([response.status, response.body], [200, 'ok']);
		assert.doesNotMatch(backend.connections[0]!.received, /upgrade/iv);
	});
}

test('a backend that dies before the 101 is followed by another; when none answers, the client is told', async t => {
	const two = await startProxy({scripts: [reset, accept('from the second')], flags: ['--policy=first']});
	t.after(two.stop);
	const client = await two.connect();
	client.send(`${upgradeRequest()}early`);
	const {status} = await client.response();
	await client.untilReceived('from the second');
	assert.equal(status, 101);
	const connection = await two.backends[1]!.connection(1);
	client.end();
	await connection.closed;
	assert.ok(connection.received.endsWith('\r\n\r\nearly'));
	const {attempts, failedAttempts} = await two.logRecord(1);
	assert.deepEqual([attempts, failedAttempts?.map(({reason}) => reason)], [2, ['connection reset']]);

	await two.backends[1]!.restart(reset);
	const refused = await two.connect();
	refused.send(upgradeRequest());
	const response = await refused.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [502, 'backend_reset']);
	assert.equal(await refused.closed, 'end');
});

const unsolicited: ReadonlyArray<readonly [name: string, request: string, script: Script]> = [
	['that was not requested', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', accept('rubbish')],
	['after h2c, which is not passed on', upgradeRequest('h2c'), accept('rubbish', 'h2c')],
	['to a protocol that was not asked for', upgradeRequest('websocket'), accept('rubbish', 'h2c')],
	['that does not say to what', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switching Protocols\r\n\r\nrubbish')],
	['whose Connection does not name Upgrade', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nrubbish')],
	['with a NUL in a field', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX: a\0b\r\n\r\nrubbish')],
	['with a blank before a colon', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switching Protocols\r\nConnection : Upgrade\r\nUpgrade: websocket\r\n\r\nrubbish')],
	['with a control character in its reason', upgradeRequest(), answerAndStay('HTTP/1.1 101 Switch\u0001ing\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nrubbish')],
];
for (const [name, request, script] of unsolicited) {
	test(`502 for a 101 ${name}`, async () => {
		const client = await ask(script, request);
		const response = await client.response();
		assert.deepEqual([response.status, (response.json() as {code: string}).code], [502, 'backend_invalid_response']);
		assert.equal(client.received.includes('rubbish'), false);
		await (await backend.connection(1)).closed;
		const {status, error} = await newestRecord();
		assert.deepEqual([status, error], [502, 'backend_invalid_response']);
	});
}
