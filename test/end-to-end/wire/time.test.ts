import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after, type TestContext} from 'node:test';
import {
	answerEach,
	answerSlowly,
	hang,
	requestHead,
} from '../../helpers/backend-scripts.js';
import type {SettingValue} from '../../../source/model/live-setting.js';
import type {RawClient} from '../../helpers/raw-client.js';
import type {RawResponse} from '../../helpers/raw-response.js';
import {type ProxyOptions, startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';
import {startUnreachableBackend} from '../../helpers/unreachable-backend.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const megabyte = Buffer.alloc(1024 * 1024, 'x');

/** Cannot be given to single tests: how often it is looked at is settled at the start. */
const headerTimeoutMs = 800;
const {proxy, backend, backends, begin, newestRecord} = await shareProxy([`--header-timeout=${headerTimeoutMs}ms`, '--policy=first'], 2);
const {control} = proxy;
after(proxy.stop);

const start = async (t: TestContext, options: ProxyOptions) => {
	const started = await startProxy(options);
	t.after(started.stop);
	return started;
};

/** A client of a proxy that has these settings and a backend that follows this script. */
const connect = async (script: Script, settings: Readonly<Record<string, SettingValue>> = {}): Promise<RawClient> => {
	await begin([script], settings);
	return proxy.connect();
};

const failures = (): number => control.status().backends[0]!.failures;

const codeOf = (response: RawResponse): unknown => (response.json() as {code: unknown}).code;

const dripInto = async (client: RawClient, bytes: string, pauseMs: number): Promise<void> => {
	for (const byte of bytes) {
		client.send(byte);
		// eslint-disable-next-line no-await-in-loop -- One byte after the other.
		await delay(pauseMs);
	}
};

test('a client whose header is not whole in time gets 408, and its connection is closed', async () => {
	await begin([answerEach(ok)]);
	const {requests} = control.status().totals;
	const refused = async (action: (client: RawClient) => Promise<void> | void): Promise<void> => {
		const client = await proxy.connect();
		const startedAt = performance.now();
		const acting = action(client);
		const response = await client.response();
		const waited = performance.now() - startedAt;
		assert.deepEqual([response.status, codeOf(response), response.header('connection')], [408, 'request_timeout', 'close']);
		assert.equal(await client.closed, 'end');
		assert.ok(waited >= headerTimeoutMs * 0.9, `after ${waited} ms`);
		await acting;
	};

	const beginnings = ['', 'GET / HT', 'GET / HTTP/1.1\r\nHost: x\r\nX-Fie', 'GET / HTTP/1.1\r\nHost: x\r\n'];
	const slow = refused(async client => dripInto(client, 'GET / HTTP/1.1\r\nHost: x\r\nX-Long: yyyyyyyyyyyyyyyyyyyyyyyy', headerTimeoutMs / 40));
	const others = beginnings.map(async beginning => refused(client => {
		client.send(beginning);
	}));
	await Promise.all([slow, ...others]);
	const {records} = await control.readLog(0, 100);
	assert.deepEqual(
		records.filter(({number}) => number > requests).map(({status, error, attempts}) => [status, error, attempts]),
		Array.from({length: 5}, () => [408, 'request_timeout', 0]),
	);
	const normal = await proxy.connect();
	normal.send(get);
	assert.equal((await normal.response()).status, 200);
});

test('the header timeout restarts with each request of a connection', async () => {
	const client = await connect(answerEach(ok));
	for (let time = 0; time < 4; time++) {
		client.send(get.slice(0, -2));
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await delay(headerTimeoutMs * 0.3);
		client.send(get.slice(-2));
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response()).status, 200);
	}
});

test('an idle kept connection is closed without a word', async () => {
	const client = await connect(answerEach(ok), {keepAliveTimeout: '150ms'});
	client.send(get);
	await client.response();
	const {length} = client.received;
	assert.equal(await client.closed, 'end');
	assert.equal(client.received.length, length);
});

test('a backend that cannot be connected to in time: 504, or the next backend', async t => {
	const url = await startUnreachableBackend(t);
	// Its health check must not find out before the request does.
	const flags = ['--connect-timeout=200ms', '--health-timeout=1m'];
	const alone = await start(t, {urls: [url], flags});
	const client = await alone.connect();
	client.send(get);
	const response = await client.response();
	assert.deepEqual([response.status, codeOf(response)], [504, 'connect_timeout']);
	assert.match(response.header('proxy-status')!, /error=connection_timeout/v);
	const {error, failedAttempts} = await alone.logRecord(1);
	assert.deepEqual([error, failedAttempts?.map(({reason}) => reason)], ['connect_timeout', ['no connection in time']]);

	const both = await start(t, {scripts: [answerEach(ok)], urls: [url], flags});
	const others = [await both.connect(), await both.connect()];
	for (const other of others) {
		other.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi');
	}

	assert.deepEqual(await Promise.all(others.map(async other => (await other.response()).status)), [200, 200]);
});

test('a backend that does not answer in time: 504, and no other is tried', async () => {
	const client = await connect(hang, {responseTimeout: '200ms'});
	client.send(get);
	const response = await client.response();
	assert.deepEqual([response.status, codeOf(response)], [504, 'response_timeout']);
	assert.match(response.header('proxy-status')!, /error=http_response_timeout/v);
	const {error, attempts, failedAttempts} = await newestRecord();
	assert.deepEqual([error, attempts, failedAttempts?.map(({reason}) => reason)], ['response_timeout', 1, ['no response in time']]);
	assert.equal(backends.reduce((sum, {connections}) => sum + connections.length, 0), 1);
	// The connection goes on.
	client.send(get);
	assert.equal((await client.response()).status, 504);
});

test('the time to answer begins when the request has been handed over', async () => {
	const afterBody: Script = connection => {
		connection.socket.on('data', () => {
			if (connection.received.endsWith('.')) {
				connection.socket.write(ok);
			}
		});
	};

	const client = await connect(afterBody, {responseTimeout: '400ms'});
	client.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n');
	await dripInto(client, '123456789012', 40);
	client.send('.');
	assert.equal((await client.response()).status, 200);
});

test('a client that stops in its body gets 408, and no backend is blamed', async () => {
	const before = failures();
	const client = await connect(hang, {idleTimeout: '200ms'});
	client.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf');
	const response = await client.response();
	assert.deepEqual([response.status, codeOf(response), response.header('connection')], [408, 'request_timeout', 'close']);
	const {error, failedAttempts} = await newestRecord();
	assert.deepEqual([error, failedAttempts], ['request_timeout', undefined]);
	const connection = await backend.connection(1);
	await connection.closed;
	assert.equal(failures(), before);
});

test('a body that comes byte by byte is waited for', async () => {
	const afterBody: Script = connection => {
		connection.socket.on('data', () => {
			if (connection.received.endsWith('.')) {
				connection.socket.write(ok);
			}
		});
	};

	const client = await connect(afterBody, {idleTimeout: '400ms'});
	client.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 21\r\n\r\n');
	await dripInto(client, '12345678901234567890', 25);
	client.send('.');
	assert.equal((await client.response()).status, 200);
});

test('a backend that does not take the body: 504', async () => {
	const unread: Script = ({socket}) => {
		socket.pause();
	};

	const client = await connect(unread, {idleTimeout: '300ms'});
	client.send(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${megabyte.length * 32}\r\n\r\n`);
	for (let sent = 0; sent < 32; sent++) {
		client.send(megabyte);
	}

	const response = await client.response();
	assert.deepEqual([response.status, codeOf(response)], [504, 'idle_timeout']);
	const {error, failedAttempts, requestBytes} = await newestRecord();
	assert.deepEqual([error, failedAttempts?.map(({reason}) => reason)], ['idle_timeout', ['request not accepted in time']]);
	assert.ok(requestBytes < megabyte.length * 32);
});

for (const [name, beginning] of [
	['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
	['chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
] as const) {
	test(`a backend that stops in its answer, ${name}: the client sees it broken off`, async () => {
		const half: Script = async connection => {
			await requestHead(connection);
			connection.socket.write(beginning);
		};

		const client = await connect(half, {idleTimeout: '200ms'});
		client.send(get);
		const response = await client.response();
		assert.deepEqual([response.status, response.body, response.isComplete], [200, 'half', false]);
		const {status, error} = await newestRecord();
		assert.deepEqual([status, error], [200, 'idle_timeout']);
	});
}

test('an answer that comes byte by byte is waited for', async () => {
	const client = await connect(answerSlowly('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n12345678901234567890', 20), {idleTimeout: '300ms', responseTimeout: '5s'});
	client.send(get);
	const {body, isComplete} = await client.response();
	assert.deepEqual([body, isComplete], ['12345678901234567890', true]);
});

const endless: Script = async connection => {
	await requestHead(connection);
	const {socket} = connection;
	socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${megabyte.length * 1000}\r\n\r\n`);
	const send = () => {
		while (!socket.destroyed && socket.write(megabyte)) {
			// As much as there is room for.
		}
	};

	socket.on('drain', send);
	send();
};

test('a client that does not read is not waited for', async () => {
	const before = failures();
	const client = await connect(endless, {idleTimeout: '300ms'});
	client.pause();
	client.send(get);
	const connection = await backend.connection(1);
	const {status, error} = await newestRecord();
	assert.deepEqual([status, error], [200, 'client_stalled']);
	await connection.closed;
	assert.equal(failures(), before);
});

test('a client that does not read the end of an answer, which the backend has sent whole, is not waited for', async () => {
	const size = megabyte.length * 5;
	const whole: Script = async connection => {
		await requestHead(connection);
		connection.socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
		connection.socket.write(Buffer.alloc(size, 'x'));
	};

	const client = await connect(whole, {idleTimeout: '300ms'});
	client.pause();
	client.send(get);
	await backend.connection(1);
	const {error} = await newestRecord();
	assert.equal(error, 'client_stalled');
});

test('both directions may rest as long as one of them moves', async () => {
	const untilBody: Script = async connection => {
		await requestHead(connection);
		connection.socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
		connection.socket.on('data', () => {
			if (connection.received.endsWith('.')) {
				connection.socket.write('2\r\nok\r\n0\r\n\r\n');
			}
		});
	};

	const client = await connect(untilBody, {idleTimeout: '400ms'});
	client.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n');
	await dripInto(client, '123456789012', 40);
	client.send('.');
	const {body, isComplete} = await client.response();
	assert.deepEqual([body, isComplete], ['ok', true]);
});
