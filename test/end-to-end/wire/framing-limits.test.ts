import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after, beforeEach} from 'node:test';
import type {RawClient} from '../../helpers/raw-client.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';

const recording = recordRequests();
const proxy = await startProxy({scripts: [recording.script], flags: ['--max-body=10KB']});
const backend = proxy.backends[0]!;

beforeEach(async () => {
	await backend.restart(recording.script);
	recording.requests.length = 0;
});
after(proxy.stop);

const send = async (bytes: string): Promise<RawClient> => {
	const client = await proxy.connect();
	client.send(bytes);
	return client;
};

/** How a client fares that sends too much. */
const fate = async (client: RawClient): Promise<readonly unknown[]> => {
	const response = await client.response();
	const {code} = response.json() as {code: string};
	const end = await client.closed;
	client.socket.destroy();
	await proxy.untilIdle();
	return [response.status, response.header('connection'), code, end, recording.requests, recording.problems];
};

const refused = [413, 'close', 'body_too_large', 'end', [], []];

const chunk = `3e8\r\n${'x'.repeat(1000)}\r\n`;

test('a body may be as large as allowed', async () => {
	for (const bytes of [
		`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n${'x'.repeat(10_000)}`,
		`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(10)}0\r\n\r\n`,
	]) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const client = await send(bytes);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response()).status, 200);
	}

	assert.deepEqual(recording.requests.map(({body}) => body.length), [10_000, 10_000]);
});

test('a body that says that it is larger is refused before it comes', async () => {
	assert.deepEqual(await fate(await send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10001\r\n\r\n')), refused);
	assert.equal(backend.connections.length, 0);
});

test('a client that waits for 100 is refused instead', async () => {
	assert.deepEqual(await fate(await send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10001\r\n\r\n')), refused);
});

test('a chunked body is refused as soon as it is larger', async () => {
	const client = await send(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(9)}`);
	await backend.connection(1);
	client.send(chunk + chunk);
	assert.deepEqual(await fate(client), refused);
});

test('the refusal reaches a client that goes on sending', async () => {
	const client = await send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n');
	const piece = Buffer.alloc(1_000_000, 'x');
	for (let time = 0; time < 20; time++) {
		client.send(piece);
	}

	assert.deepEqual(await fate(client), refused);
});

test('a refused body is not the backend\'s fault', async () => {
	const {failures} = proxy.control.status().backends[0]!;
	assert.deepEqual(await fate(await send(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(11)}`)), refused);
	assert.equal(proxy.control.status().backends[0]!.failures, failures);
});

test('a client that sends slowly gets the same answers', async () => {
	for (const [bytes, status] of [
		[`GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
		[`GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
		['GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
		['GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n', 400],
	] as const) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const client = await proxy.connect();
		for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 20)) {
			client.send(bytes.slice(at, at + Math.ceil(bytes.length / 20)));
			// eslint-disable-next-line no-await-in-loop -- Piece by piece.
			await delay(2);
		}

		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response()).status, status);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal(await client.closed, 'end');
	}
});

test('a header of 30 KB in a hundred fields passes', async () => {
	const fields = Array.from({length: 100}, (_, index) => `X-${index}: ${'a'.repeat(290)}\r\n`).join('');
	const client = await send(`GET / HTTP/1.1\r\nHost: a\r\n${fields}\r\n`);
	assert.equal((await client.response()).status, 200);
	assert.equal(recording.requests[0]!.header('x-99')!.length, 290);
});
