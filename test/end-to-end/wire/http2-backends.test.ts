import assert from 'node:assert/strict';
import type {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {constants} from 'node:http2';
import https from 'node:https';
import {type AddressInfo, connect, createServer} from 'node:net';
import test, {type TestContext} from 'node:test';
import {makeCertificate} from '../../helpers/certificates.js';
import {type Http2Backend, startHttp2Backend} from '../../helpers/http2-backend.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import {startHttpBackend} from '../../helpers/scripted-backend.js';

const start = async (t: TestContext, onStream: Parameters<typeof startHttp2Backend>[0], flags: readonly string[] = []): Promise<{readonly proxy: RunningProxy; readonly backend: Http2Backend}> => {
	const backend = await startHttp2Backend(onStream);
	t.after(backend.close);
	const proxy = await startProxy({urls: [backend.url], flags: ['--wait-for-backend=5s', ...flags]});
	t.after(proxy.stop);
	return {proxy, backend};
};

test('a request goes by HTTP/2, and its answer comes back', async t => {
	const {proxy, backend} = await start(t, (stream, headers) => {
		stream.respond({':status': 200, 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2']});
		stream.end(JSON.stringify(headers));
	});
	const client = await proxy.connect();
	client.send('GET /a?b HTTP/1.1\r\nHost: a.example\r\nCookie: x=1\r\nConnection: keep-alive, x-own\r\nX-Own: 1\r\nTE: trailers\r\nX-A: 1\r\nX-A: 2\r\n\r\n');
	const answer = await client.response();
	assert.deepEqual([answer.status, answer.reason, answer.header('set-cookie')], [200, 'OK', 'a=1, b=2']);
	const sent = answer.json() as Record<string, string>;
	assert.deepEqual([sent[':method'], sent[':scheme'], sent[':path'], sent[':authority'], sent['cookie'], sent['x-a'], sent['te'], sent['x-forwarded-for']], ['GET', 'http', '/a?b', 'a.example', 'x=1', '1, 2', 'trailers', '127.0.0.1']);
	assert.deepEqual([sent['connection'], sent['x-own'], sent['host'], sent['transfer-encoding']], [undefined, undefined, undefined, undefined]);
	client.send('GET /again HTTP/1.1\r\nHost: a\r\n\r\n');
	const again = await client.response();
	assert.equal((again.json() as Record<string, string>)[':path'], '/again');
	// One for health checks, which open their own.
	assert.equal(backend.sessions.filter(({destroyed}) => !destroyed).length, 1);
});

test('bodies and trailers pass in both directions, many at once on one session', async t => {
	const {proxy, backend} = await start(t, (stream, headers) => {
		let received = 0;
		let trailers = '';
		stream.on('data', (chunk: Buffer) => {
			received += chunk.length;
		});
		stream.on('trailers', given => {
			trailers = JSON.stringify(given);
		});
		stream.on('end', () => {
			stream.respond({':status': 200}, {waitForTrailers: true});
			stream.on('wantTrailers', () => {
				stream.sendTrailers({'x-received': String(received)});
			});
			stream.end(`${headers[':method']} ${trailers}`.padEnd(100_000, '.'));
		});
	});
	await Promise.all(Array.from({length: 20}, async () => {
		const client = await proxy.connect();
		client.send(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n${'x'.repeat(100_000)}\r\n0\r\nX-Sum: 1\r\n\r\n`);
		const {status, body, trailers} = await client.response();
		assert.equal(status, 200);
		assert.ok(body.startsWith('POST ') && body.includes('"x-sum":"1"') && body.length === 100_000);
		assert.deepEqual(trailers.map(([name, value]) => [name.toLowerCase(), value]), [['x-received', '100000']]);
	}));
	assert.equal(backend.sessions.filter(({destroyed}) => !destroyed).length, 1);
});

test('interim responses pass, and a body that is cut off is seen as that', async t => {
	const {proxy} = await start(t, stream => {
		stream.additionalHeaders({':status': 103, link: '</a>'});
		stream.respond({':status': 200, 'content-length': '10'});
		stream.write('12345');
		setImmediate(() => {
			stream.close(constants.NGHTTP2_INTERNAL_ERROR);
		});
	});
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response()).status, 103);
	const answer = await client.response();
	assert.deepEqual([answer.status, answer.isComplete], [200, false]);
	const {error} = await proxy.logRecord(1);
	assert.equal(error, 'backend_response_incomplete');
});

test('a client that leaves resets the stream, and the session goes on', async t => {
	const cancelled: number[] = [];
	const {proxy, backend} = await start(t, (stream, headers) => {
		if (headers[':path'] === '/wait') {
			stream.once('close', () => {
				cancelled.push(stream.rstCode);
			});
		} else {
			stream.respond({':status': 204}, {endStream: true});
		}
	});
	const client = await proxy.connect();
	client.send('GET /wait HTTP/1.1\r\nHost: a\r\n\r\n');
	await proxy.untilCarries(1);
	client.socket.destroy();
	await proxy.untilIdle();
	const other = await proxy.connect();
	other.send('GET /other HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await other.response()).status, 204);
	assert.deepEqual(cancelled, [constants.NGHTTP2_CANCEL]);
	assert.equal(backend.sessions.filter(({destroyed}) => !destroyed).length, 1);
	assert.equal((await proxy.logRecord(1)).status, 499);
});

test('a request that was not processed is sent again, whatever its method', async t => {
	let refused = 0;
	const {proxy} = await start(t, stream => {
		if (refused++ === 0) {
			stream.close(constants.NGHTTP2_REFUSED_STREAM);
		} else {
			stream.respond({':status': 201}, {endStream: true});
		}
	});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
	assert.equal((await client.response()).status, 201);
	assert.equal(refused, 2);
});

test('a backend that ends its session gets later requests on another', async t => {
	const {proxy, backend} = await start(t, stream => {
		stream.respond({':status': 204}, {endStream: true});
	});
	const client = await proxy.connect();
	for (let round = 0; round < 3; round++) {
		client.send('GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
		/* eslint-disable no-await-in-loop -- One after the other. */
		assert.equal((await client.response()).status, 204);
		const session = backend.sessions.at(-1)!;
		session.close();
		if (!session.destroyed) {
			await once(session, 'close');
		}
		/* eslint-enable no-await-in-loop */
	}
});

test('a backend that speaks no HTTP/2 is one that answers nothing of use', async t => {
	const plain = await startHttpBackend((_request, response) => {
		response.end();
	});
	t.after(plain.close);
	const proxy = await startProxy({urls: [plain.url.replace('http:', 'h2c:')], flags: ['--connect-timeout=2s', '--health-interval=1h']});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.ok([502, 503, 504].includes((await client.response()).status));
});

test('backends with TLS are asked for HTTP/2, and those that choose HTTP/1.1 get that', async t => {
	const {cert, key} = makeCertificate('localhost', {hosts: ['localhost', '127.0.0.1']});
	const http2 = await startHttp2Backend((stream, headers) => {
		stream.respond({':status': 200});
		stream.end(headers[':scheme']);
	}, {cert, key});
	t.after(http2.close);
	const http1 = https.createServer({cert, key}, (_request, response) => {
		response.end('http1');
	}).listen(0, '127.0.0.1');
	t.after(() => {
		http1.closeAllConnections();
		http1.close();
	});
	await once(http1, 'listening');
	const {port} = http1.address() as AddressInfo;
	for (const [url, body] of [[http2.url, 'https'], [`https://127.0.0.1:${port}`, 'http1']] as const) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		const proxy = await startProxy({urls: [url], flags: ['--backend-http2', '--insecure-backends', '--wait-for-backend=5s']});
		try {
			for (let round = 0; round < 2; round++) {
				const client = await proxy.connect();
				client.send('GET /a HTTP/1.1\r\nHost: a\r\n\r\n');
				assert.equal((await client.response()).body, body);
			}
		} finally {
			await proxy.stop();
		}
		/* eslint-enable no-await-in-loop */
	}
});

test('a session begins with its client in the PROXY protocol, and serves no other', async t => {
	const received: string[] = [];
	const relay = createServer(socket => {
		const backend = connect(upstream.port, '127.0.0.1');
		socket.once('data', bytes => {
			const end = bytes.indexOf('\r\n') + 2;
			received.push(bytes.toString('latin1', 0, end));
			backend.write(bytes.subarray(end));
			socket.pipe(backend).pipe(socket);
		});
		for (const each of [socket, backend]) {
			each.on('error', () => {});
		}
	}).listen(0, '127.0.0.1');
	const upstream = await startHttp2Backend(stream => {
		stream.respond({':status': 204}, {endStream: true});
	});
	t.after(async () => {
		relay.close();
		await upstream.close();
	});
	const {port} = relay.address() as AddressInfo;
	const proxy = await startProxy({urls: [`h2c://127.0.0.1:${port}`], flags: ['--send-proxy=v1', '--wait-for-backend=5s']});
	t.after(proxy.stop);
	const clients = [await proxy.connect(), await proxy.connect()];
	for (const client of [...clients, ...clients]) {
		client.send('GET /a HTTP/1.1\r\nHost: a\r\n\r\n');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response()).status, 204);
	}

	assert.deepEqual(received.filter(line => !line.includes('UNKNOWN')), clients.map(({socket}) => `PROXY TCP4 127.0.0.1 127.0.0.1 ${socket.localPort} ${proxy.clientPort}\r\n`));
});
