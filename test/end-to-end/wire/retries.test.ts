import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after} from 'node:test';
import type {SettingValue} from '../../../source/model/live-setting.js';
import {answerEach, requestHead, reset} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {shareProxy, type SharedProxy} from '../../helpers/shared-proxy.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const post = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody';

const alone = await shareProxy();
const many = await shareProxy(['--policy=first'], 5);
after(async () => {
	await Promise.all([alone, many].map(async ({proxy}) => proxy.stop()));
});

/** A client that has sent this to the proxy, whose backends follow these scripts. */
const ask = async ({begin, proxy}: SharedProxy, scripts: readonly Script[], request: string, settings?: Readonly<Record<string, SettingValue>>): Promise<RawClient> => {
	await begin(scripts, settings);
	const client = await proxy.connect();
	client.send(request);
	return client;
};

/** Answers the first request of a connection and resets it at the second. */
const answerOnce: Script = async connection => {
	const {socket} = connection;
	let requests = 0;
	socket.on('data', () => {
		requests++;
		if (requests === 1) {
			socket.write(ok);
		} else {
			socket.resetAndDestroy();
		}
	});
};

/** Resets every connection once a whole request with a body of four bytes has come. */
const resetAfterBody: Script = ({socket}) => {
	socket.on('data', chunk => {
		if (String(chunk).includes('body')) {
			socket.resetAndDestroy();
		}
	});
};

test('a request goes on to another backend when the connection is refused, which shows in log and health', async t => {
	const proxy = await startProxy({scripts: [answerEach(ok), answerEach(ok), answerEach(ok)], flags: ['--policy=first']});
	t.after(proxy.stop);
	const client = await proxy.connect();
	for (const [index, request] of [get, post].entries()) {
		/* eslint-disable no-await-in-loop -- One backend after the other. */
		await proxy.backends[index]!.close();
		client.send(request);
		const {status} = await client.response();
		const {attempts, failedAttempts} = await proxy.logRecord(index + 1);
		assert.deepEqual([status, attempts, failedAttempts?.map(({reason}) => reason)], [200, 2, ['connection refused']]);
		assert.equal(proxy.control.status().backends[index]!.health, 'unhealthy');
		/* eslint-enable no-await-in-loop */
	}
});

test('a GET whose backend resets the connection is retried at another, and the log has the reason', async () => {
	const {failures} = many.proxy.control.status().backends[0]!;
	const client = await ask(many, [reset, answerEach(ok)], get);
	const {status} = await client.response();
	assert.equal(status, 200);
	const {attempts, failedAttempts, backend, error} = await many.newestRecord();
	const [first, second] = many.proxy.control.status().backends;
	assert.deepEqual(
		{
			attempts, failedAttempts, backend, error,
		},
		{
			attempts: 2,
			failedAttempts: [{backend: {id: first!.id, url: first!.url}, reason: 'connection reset'}],
			backend: {id: second!.id, url: second!.url},
			error: undefined,
		},
	);
	assert.equal(first!.failures, failures + 1);
});

test('the access log file has each attempt and why it failed', async t => {
	const file = path.join(await temporaryDirectory(t), 'access.log');
	const client = await ask(many, [reset, answerEach(ok)], get, {accessLog: file});
	await client.response();
	let line = '';
	while (line === '') {
		// eslint-disable-next-line no-await-in-loop -- Lines are gathered for a moment before they are written.
		[line] = await Promise.all([readFile(file, 'utf8'), delay(10)]);
	}

	const {status, tries, backend, failed_tries: failedAttempts} = JSON.parse(line) as Record<string, unknown>;
	const [first, second] = many.backends;
	assert.deepEqual({
		status, tries, backend, failedAttempts,
	}, {
		status: 200, tries: 2, backend: second!.url, failedAttempts: [{backend: first!.url, reason: 'connection reset'}],
	});
});

test('an exchange that needs one try has no list of failed ones', async () => {
	const client = await ask(alone, [answerEach(ok)], get);
	await client.response();
	const {attempts, failedAttempts} = await alone.newestRecord();
	assert.deepEqual([attempts, failedAttempts], [1, undefined]);
});

test('a POST that a backend may have acted on is not repeated', async () => {
	const client = await ask(many, [resetAfterBody, answerEach(ok)], post);
	const response = await client.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [502, 'backend_reset']);
	assert.equal(many.backends[1]!.connections.length, 0);
});

for (const method of ['GET', 'PUT', 'DELETE']) {
	test(`a ${method} without a body is repeated when a kept connection has died`, async () => {
		const client = await ask(alone, [answerOnce], get);
		await client.response();
		client.send(`${method} / HTTP/1.1\r\nHost: x\r\n\r\n`);
		const {status} = await client.response();
		const {attempts, failedAttempts} = await alone.newestRecord();
		assert.deepEqual([status, attempts, failedAttempts?.map(({reason}) => reason)], [200, 2, ['connection reset']]);
	});
}

test('a PATCH is not repeated even when a kept connection has died', async () => {
	const client = await ask(alone, [answerOnce], get);
	await client.response();
	client.send('PATCH / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
	const {status} = await client.response();
	assert.equal(status, 502);
});

test('a PUT whose fresh connection dies is not repeated', async () => {
	const client = await ask(many, [reset, answerEach(ok)], 'PUT / HTTP/1.1\r\nHost: x\r\n\r\n');
	const {status} = await client.response();
	assert.equal(status, 502);
});

for (const retries of [0, 1, 2, 3]) {
	test(`--retries ${retries} tries at most as many other backends`, async () => {
		const client = await ask(many, [reset, reset, reset, reset, reset], get, {retries});
		const {status} = await client.response();
		const {attempts, failedAttempts} = await many.newestRecord();
		assert.deepEqual([status, attempts, failedAttempts?.length], [502, retries + 1, retries + 1]);
		const asked = many.backends.map(({connections}) => connections.length);
		assert.deepEqual(asked, [0, 1, 2, 3, 4].map(index => index <= retries ? 1 : 0));
	});
}

test('retries stay within a fifth of the exchanges and a reserve, however many backends fail', async t => {
	const proxy = await startProxy({scripts: [reset, reset, reset]});
	t.after(proxy.stop);
	const client = await proxy.connect();
	const requests = 200;
	for (let request = 0; request < requests; request++) {
		client.send(get);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const {status} = await client.response();
		assert.equal(status, 502);
	}

	await proxy.untilIdle();
	const {retries} = proxy.control.status().totals;
	const asked = proxy.backends.reduce((sum, {connections}) => sum + connections.length, 0);
	assert.equal(asked, requests + retries);
	assert.equal(retries, 128 + (requests / 5));
});

test('nothing follows bytes that a client has been sent', async () => {
	const cutShort: Script = async connection => {
		await requestHead(connection);
		connection.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour');
	};

	const client = await ask(many, [cutShort, answerEach(ok)], get);
	await client.closed;
	assert.ok(client.received.endsWith('\r\n\r\nfour'));
	assert.equal(many.backends[1]!.connections.length, 0);
});
