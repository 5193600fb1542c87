import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {setTimeout as delay} from 'node:timers/promises';
import test, {type TestContext} from 'node:test';
import {
	answerEach,
	answerSlowly,
	hang,
	requestHead,
} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import type {RawResponse} from '../../helpers/raw-response.js';
import {type ProxyOptions, startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {startUnreachableBackend} from '../../helpers/unreachable-backend.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const megabyte = Buffer.alloc(1024 * 1024, 'x');

const start = async (t: TestContext, options: ProxyOptions) => {
	const proxy = await startProxy(options);
	t.after(proxy.stop);
	return proxy;
};

const codeOf = (response: RawResponse): unknown => (response.json() as {code: unknown}).code;

const dripInto = async (client: RawClient, bytes: string, pauseMs: number): Promise<void> => {
	for (const byte of bytes) {
		client.send(byte);
		// eslint-disable-next-line no-await-in-loop -- One byte after the other.
		await delay(pauseMs);
	}
};

for (const [name, beginning] of [
	['nothing', ''],
	['half a request line', 'GET / HT'],
	['half a header', 'GET / HTTP/1.1\r\nHost: x\r\nX-Fie'],
	['a header without its end', 'GET / HTTP/1.1\r\nHost: x\r\n'],
] as const) {
	test(`a client that sends ${name} gets 408, and its connection is closed`, async t => {
		const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--header-timeout=200ms']});
		const client = await proxy.connect();
		const startedAt = performance.now();
		client.send(beginning);
		const response = await client.response();
		const duration = performance.now() - startedAt;
		assert.deepEqual([response.status, codeOf(response), response.header('connection')], [408, 'request_timeout', 'close']);
		assert.equal(await client.closed, 'end');
		assert.ok(duration >= 150 && duration < 1500, `after ${duration} ms`);
		const {status, error, tries} = await proxy.logRecord(1);
		assert.deepEqual([status, error, tries], [408, 'request_timeout', 0]);
	});
}

test('a header that comes byte by byte must still be whole in time', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--header-timeout=300ms']});
	const [slow, normal] = [await proxy.connect(), await proxy.connect()];
	const dripping = dripInto(slow, 'GET / HTTP/1.1\r\nHost: x\r\nX-Long: yyyyyyyyyyyyyyyyyyyyyyyy', 20);
	normal.send(get);
	assert.equal((await normal.response()).status, 200);
	assert.equal((await slow.response()).status, 408);
	await dripping;
});

test('the time for a header begins anew with each request of a connection', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--header-timeout=300ms']});
	const client = await proxy.connect();
	for (let time = 0; time < 3; time++) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await dripInto(client, get, 5);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response()).status, 200);
	}
});

test('an idle kept connection is closed without a word', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--keep-alive-timeout=150ms']});
	const client = await proxy.connect();
	client.send(get);
	await client.response();
	const {length} = client.received;
	assert.equal(await client.closed, 'end');
	assert.equal(client.received.length, length);
});

test('a backend that cannot be connected to in time: 504, or the next backend', async t => {
	const url = await startUnreachableBackend(t);
	const alone = await start(t, {urls: [url], flags: ['--connect-timeout=200ms']});
	const client = await alone.connect();
	client.send(get);
	const response = await client.response();
	assert.deepEqual([response.status, codeOf(response)], [504, 'connect_timeout']);
	assert.match(response.header('proxy-status')!, /error=connection_timeout/v);
	const {error, failedTries} = await alone.logRecord(1);
	assert.deepEqual([error, failedTries?.map(({reason}) => reason)], ['connect_timeout', ['no connection in time']]);

	const both = await start(t, {scripts: [answerEach(ok)], urls: [url], flags: ['--connect-timeout=200ms']});
	const others = [await both.connect(), await both.connect()];
	for (const other of others) {
		other.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi');
	}

	assert.deepEqual(await Promise.all(others.map(async other => (await other.response()).status)), [200, 200]);
});

test('a backend that does not answer in time: 504, and no other is tried', async t => {
	const proxy = await start(t, {scripts: [hang, hang], flags: ['--response-timeout=200ms']});
	const client = await proxy.connect();
	client.send(get);
	const response = await client.response();
	assert.deepEqual([response.status, codeOf(response)], [504, 'response_timeout']);
	assert.match(response.header('proxy-status')!, /error=http_response_timeout/v);
	const {error, tries, failedTries} = await proxy.logRecord(1);
	assert.deepEqual([error, tries, failedTries?.map(({reason}) => reason)], ['response_timeout', 1, ['no answer in time']]);
	assert.equal(proxy.backends.reduce((sum, {connections}) => sum + connections.length, 0), 1);
	// The connection goes on.
	client.send(get);
	assert.equal((await client.response()).status, 504);
});

test('the time to answer begins when the request has been handed over', async t => {
	const afterBody: Script = connection => {
		connection.socket.on('data', () => {
			if (connection.received.endsWith('.')) {
				connection.socket.write(ok);
			}
		});
	};

	const proxy = await start(t, {scripts: [afterBody], flags: ['--response-timeout=200ms']});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n');
	await dripInto(client, '123456789012', 40);
	client.send('.');
	assert.equal((await client.response()).status, 200);
});

test('a client that stops in its body gets 408, and no backend is blamed', async t => {
	const proxy = await start(t, {scripts: [hang], flags: ['--idle-timeout=200ms']});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf');
	const response = await client.response();
	assert.deepEqual([response.status, codeOf(response), response.header('connection')], [408, 'request_timeout', 'close']);
	const {error, failedTries} = await proxy.logRecord(1);
	assert.deepEqual([error, failedTries], ['request_timeout', undefined]);
	const connection = await proxy.backends[0]!.connection(1);
	await connection.closed;
	assert.equal(proxy.control.status().backends[0]!.failures, 0);
});

test('a body that comes byte by byte is waited for', async t => {
	const afterBody: Script = connection => {
		connection.socket.on('data', () => {
			if (connection.received.endsWith('.')) {
				connection.socket.write(ok);
			}
		});
	};

	const proxy = await start(t, {scripts: [afterBody], flags: ['--idle-timeout=200ms']});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 21\r\n\r\n');
	await dripInto(client, '12345678901234567890', 25);
	client.send('.');
	assert.equal((await client.response()).status, 200);
});

test('a backend that does not take the body: 504', async t => {
	const unread: Script = ({socket}) => {
		socket.pause();
	};

	const proxy = await start(t, {scripts: [unread], flags: ['--idle-timeout=300ms']});
	const client = await proxy.connect();
	client.send(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${megabyte.length * 32}\r\n\r\n`);
	for (let sent = 0; sent < 32; sent++) {
		client.send(megabyte);
	}

	const response = await client.response();
	assert.deepEqual([response.status, codeOf(response)], [504, 'idle_timeout']);
	const {error, failedTries, requestBytes} = await proxy.logRecord(1);
	assert.deepEqual([error, failedTries?.map(({reason}) => reason)], ['idle_timeout', ['request not taken in time']]);
	assert.ok(requestBytes < megabyte.length * 32);
});

for (const [name, beginning] of [
	['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
	['chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
] as const) {
	test(`a backend that stops in its answer, ${name}: the client sees it broken off`, async t => {
		const half: Script = async connection => {
			await requestHead(connection);
			connection.socket.write(beginning);
		};

		const proxy = await start(t, {scripts: [half], flags: ['--idle-timeout=200ms']});
		const client = await proxy.connect();
		client.send(get);
		const response = await client.response();
		assert.deepEqual([response.status, response.body, response.isComplete], [200, 'half', false]);
		const {status, error} = await proxy.logRecord(1);
		assert.deepEqual([status, error], [200, 'idle_timeout']);
	});
}

test('an answer that comes byte by byte is waited for', async t => {
	const proxy = await start(t, {scripts: [answerSlowly('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n12345678901234567890', 20)], flags: ['--idle-timeout=150ms', '--response-timeout=5s']});
	const client = await proxy.connect();
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

test('a client that does not read is not waited for', async t => {
	const proxy = await start(t, {scripts: [endless], flags: ['--idle-timeout=300ms']});
	const client = await proxy.connect();
	client.pause();
	client.send(get);
	const {status, error} = await proxy.logRecord(1);
	assert.deepEqual([status, error], [200, 'client_stalled']);
	const connection = await proxy.backends[0]!.connection(1);
	await connection.closed;
	assert.equal(proxy.control.status().backends[0]!.failures, 0);
});

test('a client that does not read the end of an answer, which the backend has sent whole, is not waited for', async t => {
	const size = megabyte.length * 5;
	const whole: Script = async connection => {
		await requestHead(connection);
		connection.socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
		connection.socket.write(Buffer.alloc(size, 'x'));
	};

	const proxy = await start(t, {scripts: [whole], flags: ['--idle-timeout=300ms']});
	const client = await proxy.connect();
	client.pause();
	client.send(get);
	const {error} = await proxy.logRecord(1);
	assert.equal(error, 'client_stalled');
});

test('both directions may rest as long as one of them moves', async t => {
	const untilBody: Script = async connection => {
		await requestHead(connection);
		connection.socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
		connection.socket.on('data', () => {
			if (connection.received.endsWith('.')) {
				connection.socket.write('2\r\nok\r\n0\r\n\r\n');
			}
		});
	};

	const proxy = await start(t, {scripts: [untilBody], flags: ['--idle-timeout=200ms']});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n');
	await dripInto(client, '123456789012', 40);
	client.send('.');
	const {body, isComplete} = await client.response();
	assert.deepEqual([body, isComplete], ['ok', true]);
});
