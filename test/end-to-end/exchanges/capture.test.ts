import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import type {RequestListener, ServerResponse} from 'node:http';
import {gzipSync} from 'node:zlib';
import test, {type TestContext} from 'node:test';
import type {CapturedBody, ExchangeDetail} from '../../../source/model/exchange-detail.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {startHttpBackend} from '../../helpers/scripted-backend.js';
import {accept, upgradeRequest} from '../../helpers/tunnel-scripts.js';

const zipped = gzipSync('packed');

const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
	'/short'(response) {
		response.end('short');
	},
	'/chunked'(response) {
		response.write('abc');
		response.end('defg');
	},
	'/zipped'(response) {
		response.setHeader('Content-Encoding', 'gzip');
		response.end(zipped);
	},
	'/'(response) {
		response.writeHead(204).end();
	},
	'/long'(response) {
		response.end('0123456789'.repeat(10_000));
	},
};

/** Answers each path in its own way, once all of the request has come. */
const byPath: RequestListener = (request, response) => {
	request.resume().once('end', () => {
		answers[request.url!]!(response);
	});
};

const start = async (t: TestContext, capture: string): Promise<RunningProxy> => {
	const backend = await startHttpBackend(byPath);
	t.after(backend.close);
	const proxy = await startProxy({urls: [backend.url], flags: [`--capture=${capture}`]});
	t.after(proxy.stop);
	return proxy;
};

const detailOf = async (proxy: RunningProxy, number: number): Promise<ExchangeDetail> => {
	await proxy.logRecord(number);
	return (await proxy.control.readExchange(number))!;
};

const asText = (body: CapturedBody | undefined): [string, number] | undefined => body && [Buffer.from(body.bytes).toString('latin1'), body.totalBytes];

test('bodies are captured up to a limit, as they were but for their chunks', async t => {
	const proxy = await start(t, '20');
	const client = await proxy.connect();
	const exchange = async (request: string) => {
		client.send(request);
		return client.response();
	};

	await exchange('POST /short HTTP/1.1\r\nHost: x\r\nContent-Length: 24\r\n\r\n01234567890123456789last');
	await exchange('POST /chunked HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nxyz\r\n4\r\nlast\r\n0\r\n\r\n');
	await exchange('GET /zipped HTTP/1.1\r\nHost: x\r\n\r\n');
	await exchange('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
	const long = await exchange('GET /long HTTP/1.1\r\nHost: x\r\n\r\n');
	assert.equal(long.body.length, 100_000, 'the client gets all of it');

	const short = await detailOf(proxy, 1);
	assert.deepEqual(asText(short.requestBody), ['01234567890123456789', 24]);
	assert.deepEqual(asText(short.responseBody), ['short', 5]);
	const chunked = await detailOf(proxy, 2);
	assert.deepEqual([asText(chunked.requestBody), asText(chunked.responseBody)], [['xyzlast', 7], ['abcdefg', 7]]);
	const {responseBody, requestBody} = await detailOf(proxy, 3);
	assert.deepEqual([Buffer.from(responseBody!.bytes), responseBody!.totalBytes], [zipped.subarray(0, 20), zipped.length]);
	assert.equal(requestBody, undefined);
	assert.equal((await detailOf(proxy, 4)).responseBody, undefined);
	assert.deepEqual(asText((await detailOf(proxy, 5)).responseBody), ['01234567890123456789', 100_000]);
});

test('what goes through a tunnel is not captured', async t => {
	const proxy = await startProxy({scripts: [accept('early')], flags: ['--capture=1KB']});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send(upgradeRequest());
	await client.untilReceived('early');
	client.socket.destroy();
	const {record, requestBody, responseBody} = await detailOf(proxy, 1);
	assert.equal(record.status, 101);
	assert.deepEqual([requestBody, responseBody], [undefined, undefined]);
});

test('nothing is captured unless switched on, which is possible at any time', async t => {
	const proxy = await start(t, '0');
	const client = await proxy.connect();
	client.send('POST /short HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nlast');
	await client.response();
	const {requestBody, responseBody} = await detailOf(proxy, 1);
	assert.deepEqual([requestBody, responseBody], [undefined, undefined]);

	assert.equal(proxy.control.status().captureBytes, undefined);
	await proxy.control.updateSettings({capture: '64KB'});
	assert.equal(proxy.control.status().captureBytes, 64_000);
	client.send('GET /short HTTP/1.1\r\nHost: x\r\n\r\n');
	await client.response();
	assert.deepEqual(asText((await detailOf(proxy, 2)).responseBody), ['short', 5]);
});

test('what the proxy answers by itself is counted and captured like any other answer', async t => {
	const proxy = await startProxy({scripts: [], flags: ['--capture=1000']});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	const {body} = await client.response();
	const {record, responseBody} = await detailOf(proxy, 1);
	assert.deepEqual([record.status, record.responseBytes, asText(responseBody)], [503, body.length, [body, body.length]]);
	client.send('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
	await client.response(true);
	assert.equal((await proxy.logRecord(2)).responseBytes, 0);
	const rude = await proxy.connect();
	rude.send('no request\r\n\r\n');
	const refusal = await rude.response();
	assert.equal((await proxy.logRecord(3)).responseBytes, refusal.body.length);
});
