import assert from 'node:assert/strict';
import test, {after, beforeEach} from 'node:test';
import {answer} from '../../helpers/backend-scripts.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {RawResponse} from '../../helpers/raw-response.js';
import type {StrictRequest} from '../../helpers/strict-request.js';

const recording = recordRequests();
const proxy = await startProxy({scripts: [recording.script]});
const backend = proxy.backends[0]!;

beforeEach(async () => {
	await backend.restart(recording.script);
	recording.requests.length = 0;
});
after(proxy.stop);

const forward = async (...fields: readonly string[]): Promise<StrictRequest> => {
	const client = await proxy.connect();
	client.send(['GET / HTTP/1.1', 'Host: a', ...fields, '', ''].join('\r\n'));
	assert.equal((await client.response()).status, 200);
	client.socket.destroy();
	return recording.requests[0]!;
};

const respond = async (...fields: readonly string[]): Promise<RawResponse> => {
	await backend.restart(answer(['HTTP/1.1 200 OK', ...fields, 'Content-Length: 2', '', 'ok'].join('\r\n')));
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	return client.response();
};

for (const field of [
	'Keep-Alive: timeout=5',
	'Proxy-Connection: keep-alive',
	'Proxy-Authorization: Basic eA==',
	'Proxy-Anything: x',
	'Proxy: http://evil',
	'TE: gzip',
	'Trailer: X-Sum',
	'Upgrade: h2c',
	'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA',
]) {
	test(`does not reach a backend: ${field}`, async () => {
		assert.equal((await forward(field)).header(field.split(':', 1)[0]!), undefined);
	});
}

test('fields named in Connection do not reach a backend, nor does what else it says', async () => {
	const request = await forward('X-Hop: 1', 'X-Other: 2', 'Connection: close, X-Hop', 'connection:  x-third ,,', 'X-Third: 3');
	assert.deepEqual([request.header('x-hop'), request.header('x-other'), request.header('x-third')], [undefined, '2', undefined]);
	assert.equal(request.header('connection'), 'keep-alive');
});

test('a client cannot take away what is for the backend, or what the proxy says', async () => {
	const names = ['Host', 'Content-Length', 'Cookie', 'Authorization', 'Content-Type', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded-Port', 'X-Request-Id', 'Via'];
	const client = await proxy.connect();
	client.send([
		'POST / HTTP/1.1', 'Host: a', 'Content-Length: 5', 'Cookie: a=b', 'Authorization: x', 'Content-Type: text/plain', `Connection: ${names.join(', ')}`, '', 'hello',
	].join('\r\n'));
	assert.equal((await client.response()).status, 200);
	const request = recording.requests[0]!;
	assert.deepEqual(names.filter(name => request.header(name) === undefined), []);
	assert.equal(request.body, 'hello');
	assert.deepEqual(recording.problems, []);
});

test('a chunked body named in Connection keeps its framing', async () => {
	const client = await proxy.connect();
	client.send('DELETE / HTTP/1.1\r\nHost: a\r\nConnection: transfer-encoding\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n');
	assert.equal((await client.response()).status, 200);
	assert.equal(recording.requests[0]!.body, 'hello');
});

for (const [te, forwarded] of [['trailers', 'trailers'], ['Trailers', 'trailers'], ['gzip, trailers;q=1', undefined], ['deflate;q=0.5, trailers', 'trailers'], ['chunked', undefined]] as const) {
	test(`of TE only trailers goes on: ${te}`, async () => {
		const request = await forward(`TE: ${te}`, 'Connection: TE');
		assert.equal(request.header('te'), forwarded);
		assert.equal(request.header('connection'), forwarded === undefined ? 'keep-alive' : 'keep-alive, te');
	});
}

for (const field of [
	'Keep-Alive: timeout=1234',
	'Proxy-Authenticate: Basic',
	'Proxy-Authentication-Info: x',
	'Proxy-Connection: keep-alive',
	'TE: trailers',
	'Upgrade: h2c',
]) {
	test(`does not reach a client: ${field}`, async () => {
		const name = field.split(':', 1)[0]!;
		assert.notEqual((await respond(field)).header(name), field.slice(name.length + 2));
	});
}

test('fields named in a response\'s Connection do not reach a client, nor does what else it says', async () => {
	const response = await respond('X-Hop: 1', 'X-Other: 2', 'Connection: close, x-hop', 'Connection: X-Third', 'X-Third: 3');
	assert.deepEqual([response.header('x-hop'), response.header('x-other'), response.header('x-third')], [undefined, '2', undefined]);
	assert.equal(response.header('connection'), 'keep-alive');
});

test('a backend cannot take away what is for the client', async () => {
	const response = await respond('Set-Cookie: a=b', 'Content-Type: text/plain', 'Connection: set-cookie, content-type, content-length, via');
	assert.deepEqual([response.header('set-cookie'), response.header('content-type'), response.header('content-length')], ['a=b', 'text/plain', '2']);
	assert.match(response.header('via')!, /^1\.1 proxy-tui-/v);
});
