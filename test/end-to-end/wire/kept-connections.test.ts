import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after} from 'node:test';
import {answer, hang, reset} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import type {RawResponse} from '../../helpers/raw-response.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';

const unavailable = await startProxy({});
const proxies: ReadonlyArray<readonly [status: number, proxy: RunningProxy]> = [
	[429, await startProxy({scripts: [answer('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')], flags: ['--rate-limit=1']})],
	[502, await startProxy({scripts: [reset]})],
	[503, unavailable],
	[504, await startProxy({scripts: [hang], flags: ['--response-timeout=50ms']})],
];
after(async () => {
	await Promise.all(proxies.map(async ([, proxy]) => proxy.stop()));
});

// What would be a request if it were read from here.
const body = 'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n';
const chunk = `${body.length.toString(16)}\r\n${body}\r\n`;
const withLength = (length: number): string => `POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;
const inChunks = 'POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';

/** In pieces: the first is sent before the answer, the others after it. */
const small: ReadonlyArray<readonly [name: string, pieces: readonly string[]]> = [
	['of two bytes', [`${withLength(2)}hi`]],
	['that looks like a request', [`${withLength(body.length)}${body}`]],
	['in chunks', [`${inChunks}${chunk}0\r\n\r\n`]],
	['with trailers', [`${inChunks}${chunk}0\r\nX-A: b\r\n\r\n`]],
	['that comes later', [withLength(body.length), body]],
	['that comes later in parts', [`${withLength(body.length * 2)}${body}`, body]],
	['that comes later in chunks', [inChunks, chunk, `${chunk}0\r\n\r\n`]],
	['that is not so small', [withLength(50_000), 'x'.repeat(25_000), 'x'.repeat(25_000)]],
];

/** Sends the beginning of a request and gives back the answer that is meant. */
const ask = async (proxy: RunningProxy, bytes: string, status: number): Promise<{client: RawClient; response: RawResponse}> => {
	/* eslint-disable no-await-in-loop -- One after the other. */
	for (;;) {
		const client = await proxy.connect();
		client.send(bytes);
		const response = await client.response();
		if (response.status === status) {
			return {client, response};
		}

		// The rate limit lets one through now and then.
		assert.equal(status, 429);
		client.socket.destroy();
	}
	/* eslint-enable no-await-in-loop */
};

for (const [expected, proxy] of proxies) {
	for (const [name, [first, ...later]] of small) {
		// The backend is asked for the body of what is to be answered with 502 or 504, and waits for the rest.
		if (later.length > 0 && expected === 504) {
			continue;
		}

		test(`a ${expected} to a request with a body ${name} leaves the connection to the next request`, async () => {
			const {client, response} = await ask(proxy, first!, expected);
			assert.equal(response.header('connection'), 'keep-alive');
			const {requests} = proxy.control.status().totals;
			for (const piece of later) {
				client.send(piece);
			}

			client.send('PUT /next HTTP/1.1\r\nHost: a\r\n\r\n');
			const {status} = await client.response();
			assert.ok(status === expected || (expected === 429 && status === 200), String(status));
			assert.equal(proxy.control.status().totals.requests, requests + 1);
			client.socket.destroy();
		});
	}

	for (const [name, head] of [['a long body', withLength(10_000_000)], ['a body that waits for 100', withLength(5).replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n')]] as const) {
		if (expected === 502 || expected === 504) {
			continue;
		}

		test(`a ${expected} to a request with ${name} is the last of its connection`, async () => {
			const {client, response} = await ask(proxy, head, expected);
			assert.equal(response.header('connection'), 'close');
			assert.equal(await client.closed, 'end');
			client.socket.destroy();
		});
	}
}

test('a client that is still sending its last request gets to read the answer', async () => {
	const client = await unavailable.connect();
	client.pause();
	client.send(withLength(50_000).replace('HTTP/1.1', 'HTTP/1.0'));
	for (let sent = 0; sent < 50_000; sent += 10_000) {
		client.send('x'.repeat(10_000));
		// eslint-disable-next-line no-await-in-loop -- Piece by piece.
		await delay(5);
	}

	client.resume();
	const response = await client.response();
	assert.deepEqual([response.status, response.header('connection'), response.isComplete], [503, 'close', true]);
	assert.equal(await client.closed, 'end');
});

test('what is left of a body is not waited for without end', async () => {
	const client = await unavailable.connect();
	client.send(inChunks);
	const response = await client.response();
	assert.deepEqual([response.status, response.header('connection')], [503, 'keep-alive']);
	await client.closed;
});
