import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {constants, type ClientHttp2Session} from 'node:http2';
import test, {after} from 'node:test';
import {answer, answerWithoutEnd, hang, requestHead, reset} from '../../helpers/backend-scripts.js';
import {askHttp2, connectHttp2, readAnswer} from '../../helpers/http2-client.js';
import {recordRequests} from '../../helpers/recording-script.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const {NGHTTP2_CANCEL, NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR} = constants;
const {proxy, begin, backend, newestRecord} = await shareProxy([...tlsFlags(), '--idle-timeout=60s']);
let session: ClientHttp2Session | undefined;
after(async () => {
	session?.destroy();
	await proxy.stop();
});

const ask = async (script: Script, settings = {}): Promise<ClientHttp2Session> => {
	session?.destroy();
	await begin([script], settings);
	session = await connectHttp2(proxy.tlsPort!);
	return session;
};

const path = {':path': '/', ':authority': 'a.example'};

test('a body with a length keeps it, and one without goes out in chunks, with its trailers', async () => {
	const recording = recordRequests();
	const client = await ask(recording.script);
	const body = 'x'.repeat(1_000_000);
	await askHttp2(client, {':method': 'POST', 'content-length': body.length, te: 'trailers'}, body);
	const stream = client.request({...path, ':method': 'PUT'}, {waitForTrailers: true});
	stream.on('wantTrailers', () => {
		stream.sendTrailers({'x-sum': 'abc', authorization: 'no'});
	});
	stream.end('abc');
	assert.equal((await readAnswer(stream)).status, 200);
	const [first, second] = recording.requests;
	assert.deepEqual([first!.method, first!.body.length, first!.header('content-length'), first!.header('transfer-encoding')], ['POST', body.length, String(body.length), undefined]);
	assert.deepEqual([first!.header('te'), first!.header('connection')], ['trailers', 'keep-alive, te']);
	assert.deepEqual([second!.method, second!.body, second!.header('transfer-encoding')], ['PUT', 'abc', 'chunked']);
	assert.deepEqual(second!.trailers.map(([name, value]) => [name.toLowerCase(), value]), [['x-sum', 'abc']]);
	assert.equal((await newestRecord()).requestBytes, 3);
});

test('a request without a body whose method anticipates one has the length 0', async () => {
	const recording = recordRequests();
	const client = await ask(recording.script);
	await askHttp2(client, {':method': 'POST'});
	assert.equal(recording.requests[0]!.header('content-length'), '0');
});

test('a client that waits for 100 gets it before it sends its body', async () => {
	const recording = recordRequests();
	const client = await ask(recording.script);
	const stream = client.request({...path, ':method': 'POST', expect: '100-continue'}, {endStream: false});
	const answered = readAnswer(stream);
	await once(stream, 'continue');
	stream.end('abc');
	assert.equal((await answered).status, 200);
	assert.equal(recording.requests[0]!.body, 'abc');
});

test('interim responses, chunks and trailers of a backend reach the client; fields of its connection do not', async () => {
	const client = await ask(answer([
		'HTTP/1.1 103 Early Hints', 'Link: </a.css>', 'Connection: x-a', 'X-A: b', '',
		'HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', 'Connection: close, x-own', 'Keep-Alive: timeout=3', 'X-Own: a', 'Set-Cookie: a', 'Set-Cookie: b', 'X-Two: 1', 'X-Two: 2', 'ETag: "1"', 'ETag: "2"', '',
		'3', 'abc', '0', 'X-Sum: 1', 'Connection: x', '', '',
	].join('\r\n')));
	const {status, headers, interim, body, trailers, isComplete} = await askHttp2(client);
	assert.deepEqual([status, interim, body, isComplete], [200, [103], 'abc', true]);
	assert.deepEqual(Object.entries(trailers), [['x-sum', '1']]);
	assert.deepEqual(['connection', 'keep-alive', 'x-own', 'set-cookie', 'x-two', 'etag'].map(name => headers[name]), [undefined, undefined, undefined, ['a', 'b'], '1, 2', '"1", "2"']);
	assert.equal(typeof headers.date, 'string');
});

for (const [what, method, bytes, status] of [
	['a response to HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', 200],
	['204 with a length', 'GET', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n', 204],
	['304 with a length', 'GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', 304],
	['a response that ends with its connection', 'GET', 'HTTP/1.1 200 OK\r\n\r\n', 200],
	['a local reply to HEAD', 'HEAD', 'nothing', 502],
] as const) {
	test(`it ends without a body: ${what}`, async () => {
		const client = await ask(answer(bytes));
		const got = await askHttp2(client, {':method': method});
		assert.deepEqual([got.status, got.body, got.isComplete, got.code], [status, '', true, NGHTTP2_NO_ERROR]);
	});
}

test('bytes beyond ASCII in header fields stay what they are', async () => {
	const client = await ask(answer(Buffer.from('HTTP/1.1 200 OK\r\nX-A: \u{E9}\u{C3}\u{A9}\r\nContent-Length: 0\r\n\r\n', 'latin1')));
	const {status, headers} = await askHttp2(client, {'x-b': '\u{FF}\u{C3}\u{A9}'});
	assert.deepEqual([status, headers['x-a']], [200, '\u{E9}\u{C3}\u{A9}']);
	assert.ok((await backend.connection(1)).received.includes('x-b: \u{FF}\u{C3}\u{A9}\r\n'));
});

test('a client that cancels its stream is logged as gone, and the backend is left', async () => {
	const client = await ask(answerWithoutEnd('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n', 'x'.repeat(10_000)));
	const stream = client.request(path);
	stream.on('error', () => {});
	await once(stream, 'response');
	stream.close(NGHTTP2_CANCEL);
	const {status, error} = await newestRecord();
	assert.deepEqual([status, error], [499, 'client_aborted']);
	await (await backend.connection(1)).closed;
	assert.equal(client.destroyed, false);
});

test('a client that cancels with NO_ERROR, or leaves, is gone as well', async () => {
	for (const leave of ['reset', 'session'] as const) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		const client = await ask(hang);
		const stream = client.request(path);
		stream.on('error', () => {});
		// eslint-disable-next-line no-await-in-loop -- one after the other
		await requestHead(await backend.connection(1));
		if (leave === 'reset') {
			stream.close(NGHTTP2_NO_ERROR);
		} else {
			client.destroy();
		}

		// eslint-disable-next-line no-await-in-loop -- one after the other
		const {status, error} = await newestRecord();
		assert.deepEqual([leave, status, error], [leave, 499, 'client_aborted']);
	}
});

test('a response that the backend breaks off is reset after what came of it', async () => {
	const client = await ask(answer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'));
	const {status, body, code, isComplete} = await askHttp2(client);
	assert.deepEqual([status, body, code, isComplete], [200, 'abc', NGHTTP2_INTERNAL_ERROR, false]);
	assert.equal((await newestRecord()).error, 'backend_response_incomplete');
	const next = await ask(answer('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
	const again = await askHttp2(next);
	assert.deepEqual([again.body, again.code, again.isComplete], ['abc', NGHTTP2_INTERNAL_ERROR, false]);
});

test('a failed backend is answered for', async () => {
	const client = await ask(reset);
	const {status, body} = await askHttp2(client, {':method': 'POST'}, 'abc');
	assert.equal(status, 502);
	assert.match(body, /backend_reset/v);
});

test('an early response reaches a client that still sends its body, which need not send the rest', async () => {
	const client = await ask(answer(`HTTP/1.1 413 Content Too Large\r\nContent-Length: 200000\r\n\r\n${'x'.repeat(200_000)}`));
	const stream = client.request({...path, ':method': 'POST'}, {endStream: false});
	stream.write('x'.repeat(100_000));
	const {status, body, code, isComplete} = await readAnswer(stream);
	assert.deepEqual([status, body.length, code, isComplete], [413, 200_000, NGHTTP2_NO_ERROR, true]);
	assert.equal((await newestRecord()).status, 413);
	assert.equal((await askHttp2(client)).status, 413);
});

test('a body above the limit is refused, with and without a length', async () => {
	const recording = recordRequests();
	const client = await ask(recording.script, {maxBody: 1000});
	const told = await askHttp2(client, {':method': 'POST', 'content-length': 2000}, 'x'.repeat(2000));
	assert.equal(told.status, 413);
	const counted = await askHttp2(client, {':method': 'POST'}, 'x'.repeat(2000));
	assert.equal(counted.status, 413);
	assert.equal(recording.requests.length, 0);
});

test('a client that does not read stops its backend, and only that one', async () => {
	let sent = 0;
	const client = await ask(async connection => {
		await requestHead(connection);
		const {socket} = connection;
		if (connection.received.includes('/small')) {
			socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
			return;
		}

		socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n');
		const piece = Buffer.alloc(65_536);
		const send = (): void => {
			while (!socket.destroyed && socket.write(piece)) {
				sent += piece.length;
			}
		};

		socket.on('drain', send);
		send();
	});
	const stream = client.request(path);
	stream.on('error', () => {});
	await once(stream, 'response');
	stream.pause();
	let before = -1;
	while (before !== sent) {
		before = sent;
		// eslint-disable-next-line no-await-in-loop -- a neighbour that is served takes the time until nothing moves any more
		assert.equal((await askHttp2(client, {':path': '/small'})).body, 'ok');
	}

	const {responseBytes} = (await proxy.control.openRequests(10)).requests[0]!;
	assert.ok(responseBytes < 1_000_000, `${responseBytes} bytes were taken from the backend`);
	stream.close(NGHTTP2_CANCEL);
});

test('an upload that its backend does not read waits at the client', async () => {
	const client = await ask(async ({socket}) => {
		await once(socket, 'data');
		socket.pause();
	});
	const stream = client.request({...path, ':method': 'POST'}, {endStream: false});
	stream.on('error', () => {});
	let accepted = 0;
	const piece = Buffer.alloc(65_536);
	const send = (): void => {
		stream.write(piece, error => {
			if (!error) {
				accepted += piece.length;
				send();
			}
		});
	};

	send();
	let before = -1;
	while (before !== accepted) {
		before = accepted;
		// eslint-disable-next-line no-await-in-loop -- until nothing moves any more
		await new Promise(resolve => {
			setTimeout(resolve, 100);
		});
	}

	assert.ok(accepted < 20_000_000, `${accepted} bytes were accepted`);
	stream.close(NGHTTP2_CANCEL);
});

test('a client that does not read its response for too long is reset', async () => {
	const client = await ask(answerWithoutEnd('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n', 'x'.repeat(10_000)), {idleTimeout: '300ms'});
	const stream = client.request(path);
	stream.on('error', () => {});
	await once(stream, 'response');
	stream.pause();
	const {error} = await newestRecord();
	assert.equal(error, 'client_stalled');
	assert.equal(client.destroyed, false);
});
