import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after} from 'node:test';
import {answer, answerEach, requestHead} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Connection, Script} from '../../helpers/scripted-backend.js';

const proxy = await startProxy({scripts: [answer('')], flags: ['--idle-timeout=10s']});
const backend = proxy.backends[0]!;
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
after(proxy.stop);

/** Sends a request to a backend that follows a script. */
const ask = async (script: Script, request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'): Promise<RawClient> => {
	await backend.restart(script);
	const client = await proxy.connect();
	client.send(request);
	return client;
};

/** Answers with a beginning, and gives the connection to go on with. */
const begin = async (beginning: string, request?: string): Promise<{client: RawClient; connection: Connection}> => {
	const client = await ask(async connection => {
		await requestHead(connection);
		connection.socket.write(beginning, 'latin1');
	}, request);
	return {client, connection: await backend.connection(1)};
};

test('a response reaches the client as it is', async () => {
	const fields = 'X-Mixed-CASE: kept\r\nX-Empty:\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT';
	const client = await ask(answer(`HTTP/1.1 299 Some\tthing\r\nContent-Length: 5\r\n${fields}\r\n\r\nhello`));
	const response = await client.response();
	assert.deepEqual([response.status, response.reason, response.framing, response.body], [299, 'Some\tthing', 'length', 'hello']);
	assert.deepEqual(response.fields.filter(([name]) => /^(?:x-|set-cookie)/iv.test(name)), [
		['X-Mixed-CASE', 'kept'], ['X-Empty', ''], ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
	]);
	assert.notEqual(response.header('date'), undefined);
});

test('Via has the version of the backend, after those before', async () => {
	const client = await ask(answer('HTTP/1.0 200 OK\r\nVia: 1.1 cache\r\nContent-Length: 0\r\n\r\n'));
	assert.match((await client.response()).header('via')!, /^1\.1 cache, 1\.0 proxy-tui-[\da-f]{16}$/v);
});

test('a reason may be empty', async () => {
	const client = await ask(answer('HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n'));
	const {status, reason} = await client.response();
	assert.deepEqual([status, reason], [404, '']);
});

test('values with bytes beyond ASCII arrive byte for byte', async () => {
	const fields = 'X-Name: J\u00C3\u00BC\r\nContent-Length: 2\r\nContent-Disposition: attachment; filename="\u00C3\u00A9.txt"\r\n';
	for (const head of [fields, fields.replace('Content-Length: 2\r\n', '')]) {
		const script = answer(Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\nok`, 'latin1'));
		// eslint-disable-next-line no-await-in-loop -- One answer after the other.
		const response = await (await ask(script)).response();
		assert.equal(response.header('x-name'), 'J\u00C3\u00BC');
		assert.equal(response.header('content-disposition'), 'attachment; filename="\u00C3\u00A9.txt"');
	}
});

test('headers and each piece go out at once', async () => {
	const {client, connection} = await begin('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Name: \u00C3\u00BC\r\n\r\n');
	await client.untilReceived('\r\n\r\n');
	for (const event of ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']) {
		connection.socket.write(event);
		// eslint-disable-next-line no-await-in-loop -- Each before the next.
		await client.untilReceived(event);
	}

	connection.socket.end();
	const response = await client.response();
	assert.deepEqual([response.body, response.framing, response.isComplete, response.header('x-name')], ['data: 1\n\ndata: 2\n\ndata: 3\n\n', 'chunked', true, '\u00C3\u00BC']);
});

test('headers of a body with a length go out before it', async () => {
	const {client, connection} = await begin('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n');
	await client.untilReceived('\r\n\r\n');
	connection.socket.end('abc');
	assert.equal((await client.response()).body, 'abc');
});

test('interim responses pass, each at once', async () => {
	const {client, connection} = await begin('HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nLink: </b.css>; rel=preload\r\nConnection: X-Hop\r\nX-Hop: 1\r\n\r\n');
	const hints = await client.response();
	assert.deepEqual([hints.status, hints.fields], [103, [['Link', '</a.css>; rel=preload'], ['Link', '</b.css>; rel=preload']]]);
	connection.socket.write('HTTP/1.1 102 Processing\r\n\r\n');
	assert.equal((await client.response()).status, 102);
	connection.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
	assert.equal((await client.response()).status, 200);
});

test('an interim response that says Connection: close is not the last', async () => {
	const {client, connection} = await begin('HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nConnection: close\r\n\r\n');
	const hints = await client.response();
	assert.deepEqual([hints.status, hints.fields], [103, [['Link', '</a.css>']]]);
	connection.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
	assert.equal((await client.response()).body, 'ok');
});

test('interim responses that a client does not take are not kept for it', async () => {
	const {client, connection} = await begin('', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
	await requestHead(connection);
	client.pause();
	const hints = `HTTP/1.1 103 Early Hints\r\nLink: <${'x'.repeat(10_000)}>\r\n\r\n`.repeat(2000);
	connection.socket.write(hints);
	connection.socket.end(ok);
	await connection.closed;
	client.resume();
	await client.closed;
	assert.ok(client.received.endsWith('\r\n\r\nok'));
	assert.ok(client.received.length < hints.length, `all ${hints.length} bytes were kept`);
});

test('a 100 of the backend is not for the client', async () => {
	const client = await ask(answer('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
	assert.equal((await client.response()).status, 200);
});

test('HTTP/1.0 gets no interim responses', async () => {
	const client = await ask(answer('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'), 'GET / HTTP/1.0\r\n\r\n');
	assert.equal((await client.response()).status, 200);
});

test('trailers pass, but for those that would change what the response means', async () => {
	const client = await ask(answer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\nSet-Cookie: a=b\r\nConnection: close\r\n\r\n'));
	const response = await client.response();
	assert.deepEqual([response.body, response.trailers], ['ok', [['X-Sum', '1']]]);
});

for (const [name, request, status, toHead] of [
	['HEAD', 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n', '200 OK', true],
	['304', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', '304 Not Modified', false],
] as const) {
	test(`${name} keeps the length that it tells of`, async () => {
		const client = await ask(answerEach(`HTTP/1.1 ${status}\r\nContent-Length: 1234\r\nETag: "x"\r\n\r\n`), request + request);
		for (let time = 0; time < 2; time++) {
			// eslint-disable-next-line no-await-in-loop -- On one connection.
			const response = await client.response(toHead);
			assert.deepEqual([response.header('content-length'), response.header('transfer-encoding'), response.header('etag')], ['1234', undefined, '"x"']);
		}
	});
}

test('HEAD of what would be chunked', async () => {
	const client = await ask(answerEach('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'), 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response(true)).status, 200);
	client.send('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response(true)).status, 200);
});

for (const framing of ['', 'Content-Length: 0\r\n', 'Transfer-Encoding: chunked\r\n']) {
	test(`204 has no body and says so${framing === '' ? '' : `: ${framing.trim()}`}`, async () => {
		const client = await ask(answerEach(`HTTP/1.1 204 No Content\r\n${framing}\r\n`));
		assert.equal((await client.response()).status, 204);
		client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		assert.equal((await client.response()).status, 204);
	});
}

test('a response that ends with the backend\'s connection arrives whole', async () => {
	const client = await ask(answer('HTTP/1.1 200 OK\r\n\r\nhello'));
	const response = await client.response();
	assert.deepEqual([response.framing, response.body, response.isComplete], ['chunked', 'hello', true]);
});

test('HTTP/1.0 gets a chunked response unchunked, which ends with the connection', async () => {
	for (const request of ['GET / HTTP/1.0\r\n\r\n', 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', 'GET / HTTP/1.0\r\nConnection: TE, keep-alive\r\nTE: chunked\r\n\r\n']) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const client = await ask(answer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n'), request);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const response = await client.response();
		assert.deepEqual([response.framing, response.body, response.isComplete, response.header('connection')], ['until-close', 'hello', true, 'close']);
	}
});

test('HTTP/1.0 keeps its connection if it asks for that and the length is known', async () => {
	const request = 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n';
	const client = await ask(answerEach('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), request);
	const response = await client.response();
	assert.deepEqual([response.body, response.header('connection')], ['ok', 'keep-alive']);
	client.send(request);
	assert.equal((await client.response()).body, 'ok');
});

test('HTTP/1.0 does not keep its connection unasked', async () => {
	const client = await ask(answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 'GET / HTTP/1.0\r\n\r\n');
	assert.equal((await client.response()).header('connection'), 'close');
	assert.equal(await client.closed, 'end');
});

for (const [name, beginning, framing] of [
	['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello', 'length'],
	['chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', 'chunked'],
	['in the middle of a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhello', 'chunked'],
	['before its trailers', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y', 'chunked'],
] as const) {
	for (const ending of ['end', 'resetAndDestroy'] as const) {
		test(`a body cut short reaches the client broken: ${name}, by ${ending}`, async () => {
			const {client, connection} = await begin(beginning);
			await client.untilReceived('hello');
			connection.socket[ending]();
			const response = await client.response();
			assert.deepEqual([response.framing, response.body, response.isComplete], [framing, 'hello', false]);
			await proxy.untilIdle();
		});
	}
}

test('a body that was to end with the connection and is reset instead reaches the client broken', async () => {
	for (const request of ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET / HTTP/1.0\r\n\r\n']) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const {client, connection} = await begin('HTTP/1.1 200 OK\r\n\r\nhello', request);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await client.untilReceived('hello');
		connection.socket.resetAndDestroy();
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response()).isComplete, false);
	}
});

test('an HTTP/1.0 client cannot take a body cut short for a whole one', async () => {
	const {client, connection} = await begin('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', 'GET / HTTP/1.0\r\n\r\n');
	await client.untilReceived('hello');
	connection.socket.end();
	assert.equal(await client.closed, 'reset');
	const response = await client.response();
	assert.deepEqual([response.framing, response.isComplete], ['until-close', false]);
});

test('a broken chunk of the backend breaks the response off', async () => {
	const {client, connection} = await begin('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
	await client.untilReceived('hello');
	connection.socket.write('zz\r\n');
	const response = await client.response();
	assert.deepEqual([response.body, response.isComplete], ['hello', false]);
});

for (const field of ['', 'Connection: close\r\n']) {
	test(`what a backend sends after its response reaches no client${field === '' ? '' : `: ${field.trim()}`}`, async () => {
		const client = await ask(answerEach(`HTTP/1.1 200 OK\r\n${field}Content-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`));
		assert.equal((await client.response()).body, 'ok');
		for (let time = 0; time < 5; time++) {
			client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			const {status, body} = await client.response();
			assert.ok(status === 502 || body === 'ok', `${status} ${body}`);
		}
	});
}

test('what a backend sends without a request reaches no client', async () => {
	const client = await ask(answerEach(ok));
	await client.response();
	const {socket} = await backend.connection(1);
	const closed = once(socket, 'close');
	socket.write('HTTP/1.1 299 Evil\r\nContent-Length: 0\r\n\r\n');
	await closed;
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response()).body, 'ok');
});

for (const [name, request, status] of [['HEAD', 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n', '200 OK'], ['304', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', '304 Not Modified']] as const) {
	test(`a body that must not be there is not passed on, nor taken for an answer: ${name}`, async () => {
		const client = await ask(answerEach(`HTTP/1.1 ${status}\r\nContent-Length: 37\r\n\r\nHTTP/1.1 299 Evil\r\nContent-Length: 0\r\n\r\n`), request);
		for (let time = 0; time < 4; time++) {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			const response = await client.response(true);
			assert.notEqual(response.status, 299);
			client.send(request);
		}

		await client.response(true);
		assert.equal(client.received.includes('Evil'), false);
	});
}

test('a client that does not read slows its backend down', async () => {
	let sent = 0;
	const client = await ask(async connection => {
		await requestHead(connection);
		const {socket} = connection;
		const piece = Buffer.alloc(65_536, 'x');
		const send = (): void => {
			while (!socket.destroyed) {
				sent += piece.length;
				if (!socket.write(piece)) {
					return;
				}
			}
		};

		socket.on('drain', send);
		socket.write('HTTP/1.1 200 OK\r\n\r\n');
		send();
	});
	client.pause();
	let before = -1;
	while (sent !== before) {
		before = sent;
		// eslint-disable-next-line no-await-in-loop -- To see whether more is taken takes time.
		await delay(200);
	}

	assert.ok(sent < 40_000_000, `${sent} bytes were taken from the backend although the client took none`);
	const connection = await backend.connection(1);
	client.reset();
	await connection.closed;
	await proxy.untilIdle();
});

test('clients that leave while their response is held back do not keep connections to the backend', async () => {
	await backend.restart(async connection => {
		await requestHead(connection);
		connection.socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n${'x'.repeat(5_000_000)}`);
	});
	const clients = await Promise.all(Array.from({length: 20}, async () => {
		const client = await proxy.connect();
		client.pause();
		client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		return client;
	}));
	const connections = await Promise.all(clients.map(async (_, index) => backend.connection(index + 1)));
	await delay(200);
	for (const [index, client] of clients.entries()) {
		if (index % 2 === 0) {
			client.reset();
		} else {
			client.socket.destroy();
		}
	}

	await Promise.all(connections.map(async ({closed}) => closed));
	await proxy.untilIdle();
	assert.deepEqual(connections.map(({socket}) => socket.destroyed), connections.map(() => true));
});
