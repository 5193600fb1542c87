import assert from 'node:assert/strict';
import {once} from 'node:events';
import http from 'node:http';
import type {Socket} from 'node:net';
import test, {after} from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {requestHead} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import type {Connection, Script} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';
import {readRequest} from '../../helpers/strict-request.js';
import {received, switching, upgradeRequest} from '../../helpers/tunnel-scripts.js';

const {proxy, backend, ask, newestRecord} = await shareProxy();
after(proxy.stop);

/** What a client sends to attach to a process, as `docker exec` does. */
const head = (...fields: readonly string[]): string =>
	['POST /exec/1/start HTTP/1.1', 'Host: a', 'Connection: Upgrade', 'Upgrade: tcp', ...fields, '', ''].join('\r\n');

const json = '{"Detach":false,"Tty":true}';
const chunk = (text: string, extension = ''): string => `${text.length.toString(16)}${extension}\r\n${text}\r\n`;
const inChunks = head('Transfer-Encoding: chunked');
const framings: ReadonlyArray<readonly [name: string, head: string, body: string]> = [
	['with a length', head(`Content-Length: ${json.length}`), json],
	['with a length that begins with zeros', head(`Content-Length: 000${json.length}`), json],
	['in chunks', inChunks, `${chunk(json.slice(0, 10))}${chunk(json.slice(10), ';x="y"')}0\r\n\r\n`],
	['in chunks with a trailer', inChunks, `${chunk(json)}0;last\r\nX-Sum: 1\r\n\r\n`],
	['in no chunks', inChunks, '0\r\n\r\n'],
	['to one of several protocols', head(`Content-Length: ${json.length}`).replace('tcp', 'tcp, websocket'), json],
];
const hidden = 'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n';

/** Resolves with the request once it is whole, and with the place in what was received where it ends. */
const wholeRequest = async (connection: Connection): Promise<NonNullable<ReturnType<typeof readRequest>>> => {
	for (;;) {
		const read = readRequest(connection.received, 0);
		if (read !== undefined) {
			return read;
		}

		// eslint-disable-next-line no-await-in-loop -- Bytes come one after the other.
		await once(connection.socket, 'data');
	}
};

/** Takes the whole request, and answers with these bytes. */
const answerWhole = (bytes: string): Script => async connection => {
	await wholeRequest(connection);
	connection.socket.write(bytes);
};

const answerAtOnce = (bytes: string): Script => async connection => {
	await requestHead(connection);
	connection.socket.write(bytes);
};

/** What a backend has got behind the request. */
const behind = async (connection: Connection): Promise<string> => connection.received.slice((await wholeRequest(connection)).end);

const untilBehind = async (connection: Connection, text: string): Promise<void> => {
	await wholeRequest(connection);
	await received(connection, text);
	assert.equal(await behind(connection), text);
};

/** Leaves as clients do that are told that the connection ends. */
const leave = async (client: RawClient): Promise<void> => {
	await client.closed;
	client.end();
	await proxy.untilIdle();
};

for (const [name, fields, body] of framings) {
	test(`the body goes to the backend before the switch: ${name}`, async () => {
		const client = await ask(answerWhole(`${switching('tcp')}hello`), fields + body);
		const response = await client.response();
		assert.deepEqual([response.status, response.header('upgrade'), response.header('connection')], [101, 'tcp', 'Upgrade']);
		await client.untilReceived('\r\n\r\nhello');
		const connection = await backend.connection(1);
		const {request} = await wholeRequest(connection);
		assert.deepEqual(
			[request.method, request.target, request.body, request.header('upgrade'), request.header('connection')],
			['POST', '/exec/1/start', body.startsWith('0') ? '' : json, fields.includes('websocket') ? 'tcp, websocket' : 'tcp', 'upgrade'],
		);
		client.send('ls\n');
		await untilBehind(connection, 'ls\n');
		client.end();
		await connection.closed;
		const {status, requestBytes, responseBytes} = await newestRecord();
		assert.deepEqual([status, requestBytes, responseBytes], [101, request.body.length + 3, 5]);
	});

	test(`what follows the body in the same piece is the new protocol's: ${name}`, async () => {
		const client = await ask(answerWhole(switching('tcp')), fields + body + hidden);
		assert.equal((await client.response()).status, 101);
		await untilBehind(await backend.connection(1), hidden);
		client.reset();
	});

	test(`a body that comes byte by byte goes before the switch: ${name}`, async () => {
		const client = await ask(answerWhole(switching('tcp')));
		for (const byte of fields + body + hidden) {
			client.send(byte);
			// eslint-disable-next-line no-await-in-loop -- One after the other is the point.
			await nextTurn();
		}

		assert.equal((await client.response()).status, 101);
		await untilBehind(await backend.connection(1), hidden);
		client.reset();
	});

	for (const [how, script] of [['once it has the body', answerWhole], ['before it has the body', answerAtOnce]] as const) {
		for (const bytes of [
			'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
			'HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n',
			'HTTP/1.1 204 No Content\r\n\r\n',
			'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n',
			'rubbish\r\n\r\n',
		]) {
			test(`bytes behind the body are no request where the backend answers ${JSON.stringify(bytes.slice(0, 12))} ${how}: ${name}`, async () => {
				const {requests} = proxy.control.status().totals;
				const client = await ask(script(bytes), fields + body + hidden + hidden);
				const response = await client.response();
				assert.notEqual(response.status, 101);
				assert.equal(response.header('connection'), 'close');
				client.send(hidden);
				await leave(client);
				assert.equal(proxy.control.status().totals.requests, requests + 1);
				assert.equal(backend.connections.length, 1);
				assert.doesNotMatch(backend.connections.map(connection => connection.received).join(''), /hidden/v);
			});
		}
	}
}

test('the body of a handshake goes before the frames', async () => {
	const handshake = upgradeRequest();
	const client = await ask(answerWhole(switching()), `${handshake.slice(0, -2)}Content-Length: 5\r\n\r\nhello${hidden}`);
	assert.equal((await client.response()).status, 101);
	const connection = await backend.connection(1);
	await untilBehind(connection, hidden);
	assert.equal((await wholeRequest(connection)).request.body, 'hello');
	client.reset();
});

test('a request in the body is the body', async () => {
	const client = await ask(answerWhole('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), head(`Content-Length: ${hidden.length}`) + hidden);
	assert.equal((await client.response()).status, 200);
	await leave(client);
	assert.equal(backend.connections.length, 1);
	assert.equal((await wholeRequest(backend.connections[0]!)).request.body, hidden);
	assert.equal(await behind(backend.connections[0]!), '');
});

const halves = framings.filter(framing => framing[2].length > 10);
for (const [name, fields, body] of halves) {
	test(`a backend that switches before it has the body gets the rest of it first: ${name}`, async () => {
		const client = await ask(answerAtOnce(`${switching('tcp')}early`), fields + body.slice(0, 9));
		const connection = await backend.connection(1);
		await received(connection, json.slice(0, 4));
		client.send(body.slice(9) + hidden);
		assert.equal((await client.response()).status, 101);
		await client.untilReceived('\r\n\r\nearly');
		assert.equal((await wholeRequest(connection)).request.body, json);
		await untilBehind(connection, hidden);
		client.end();
		await connection.closed;
		const {requestBytes} = await newestRecord();
		assert.equal(requestBytes, json.length + hidden.length);
	});

	test(`a client that leaves in the middle of the body is no fault of the backend, whose connection ends: ${name}`, async () => {
		for (const script of [answerWhole(''), answerAtOnce(switching('tcp'))]) {
			/* eslint-disable no-await-in-loop -- One after the other. */
			const {failures} = proxy.control.status().backends[0]!;
			const client = await ask(script, fields + body.slice(0, 9));
			const connection = await backend.connection(1);
			await received(connection, json.slice(0, 4));
			client.reset();
			await connection.closed;
			const {status} = await newestRecord();
			assert.equal(status, 499);
			assert.equal(proxy.control.status().backends[0]!.failures, failures);
			/* eslint-enable no-await-in-loop */
		}
	});

	test(`a client that ends its side in the middle of the body is not waited for: ${name}`, async () => {
		const client = await ask(answerWhole(''), fields + body.slice(0, 9));
		const connection = await backend.connection(1);
		await received(connection, json.slice(0, 4));
		client.end();
		await Promise.all([connection.closed, client.closed]);
		assert.equal((await newestRecord()).status, 499);
	});
}

for (const [how, goes] of [['ends', 'end'], ['resets', 'resetAndDestroy']] as const) {
	test(`a backend that switches and ${how} its connection before it has the body is reported as one that has reset`, async () => {
		const client = await ask(async connection => {
			await requestHead(connection);
			connection.socket.write(switching('tcp'));
			await received(connection, json.slice(0, 4));
			connection.socket[goes]();
		}, head('Content-Length: 1000') + json);
		const response = await client.response();
		assert.deepEqual([response.status, (response.json() as {code: string}).code], [502, 'backend_reset']);
		await leave(client);
	});
}

test('a large body is held back where the backend does not take it, and arrives as it is', async () => {
	const size = 8 * 1024 * 1024;
	const client = await ask(async connection => {
		await requestHead(connection);
		connection.socket.pause();
		connection.socket.write(switching('tcp'));
		setTimeout(() => {
			connection.socket.resume();
		}, 200);
	}, head(`Content-Length: ${size}`));
	client.send('x'.repeat(size) + hidden);
	assert.equal((await client.response()).status, 101);
	const connection = await backend.connection(1);
	await received(connection, hidden);
	const {request, end} = await wholeRequest(connection);
	assert.equal(request.body, 'x'.repeat(size));
	assert.equal(connection.received.slice(end), hidden);
	client.reset();
});

test('an answer arrives whole although the client has sent more than the request', async () => {
	const size = 1024 * 1024;
	const client = await ask(answerWhole(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n${'y'.repeat(size)}`));
	client.pause();
	client.send(`${head(`Content-Length: ${json.length}`)}${json}${'x'.repeat(size)}`);
	await backend.connection(1);
	const {requestBytes} = await newestRecord();
	assert.equal(requestBytes, json.length);
	client.resume();
	const response = await client.response();
	assert.deepEqual([response.isComplete, response.body.length], [true, size]);
	await leave(client);
});

test('a client that waits for a 100 gets it before it sends its body', async () => {
	const client = await ask(answerWhole(switching('tcp')), head(`Content-Length: ${json.length}`, 'Expect: 100-continue'));
	assert.equal((await client.response()).status, 100);
	client.send(json);
	assert.equal((await client.response()).status, 101);
	client.reset();
});

test('behind another request, such a one waits for its turn', async () => {
	const client = await ask(async connection => {
		const {end} = await wholeRequest(connection);
		connection.socket.write(connection.received.startsWith('GET') && connection.received.length === end ? 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok' : switching('tcp'));
	}, `GET /before HTTP/1.1\r\nHost: a\r\n\r\n${head(`Content-Length: ${json.length}`)}${json}${hidden}`);
	assert.deepEqual([(await client.response()).status, (await client.response()).status], [200, 101]);
	await untilBehind(await backend.connection(2), hidden);
	client.reset();
});

test('too large a body is refused as any other', async t => {
	const limited = await shareProxy(['--max-body=10']);
	t.after(limited.proxy.stop);
	for (const request of [head('Content-Length: 11') + json, inChunks + chunk(json.slice(0, 5)) + chunk(json.slice(0, 6))]) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const client = await limited.ask(answerWhole(''), request);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const response = await client.response();
		assert.deepEqual([response.status, response.header('connection')], [413, 'close']);
	}
});

const malformedBodies: ReadonlyArray<readonly [name: string, body: string]> = [
	['no size', `\r\n${hidden}`],
	['a size that is no number', `x\r\n${hidden}`],
	['a negative size', `-5\r\nhello\r\n0\r\n\r\n${hidden}`],
	['a size by another base', `0x5\r\nhello\r\n0\r\n\r\n${hidden}`],
	['a size too large for a number', `fffffffffffffffff\r\n${hidden}`],
	['a space before a size', ` 5\r\nhello\r\n0\r\n\r\n${hidden}`],
	['a space behind a size', `5 \r\nhello\r\n0\r\n\r\n${hidden}`],
	['a bare line feed behind a size', `5\nhello\r\n0\r\n\r\n${hidden}`],
	['a bare line feed behind a chunk', `5\r\nhello\n0\r\n\r\n${hidden}`],
	['a carriage return in an extension', `5;a\rb\r\nhello\r\n0\r\n\r\n${hidden}`],
	['a chunk that is longer than it says', `5\r\nhello!\r\n0\r\n\r\n${hidden}`],
	['nothing between a chunk and the next size', `5\r\nhello0\r\n\r\n${hidden}`],
	['a bare line feed at the end', `5\r\nhello\r\n0\r\n\n${hidden}`],
	['a trailer that is no field', `0\r\nno field\r\n\r\n${hidden}`],
	['a trailer with a space before its colon', `0\r\nX : y\r\n\r\n${hidden}`],
	['a folded trailer', `0\r\nX: y\r\n z\r\n\r\n${hidden}`],
	['an extension without an end', `5;${'a'.repeat(100_000)}`],
	['trailers without an end', `0\r\n${'X: y\r\n'.repeat(20_000)}`],
];
for (const [name, body] of malformedBodies) {
	test(`400 for chunks with ${name}, and nothing behind them is a request`, async () => {
		const client = await ask(answerWhole(switching('tcp')), `${inChunks}${body}`);
		const response = await client.response();
		assert.deepEqual([response.status, (response.json() as {code: string}).code, response.header('connection')], [400, 'malformed_request', 'close']);
		await leave(client);
		await Promise.all(backend.connections.map(async ({closed}) => closed));
		assert.doesNotMatch(backend.connections.map(connection => connection.received).join(''), /hidden|0\r\n\r\n$/v);
	});
}

test('a length and chunks are refused before anything is read', async () => {
	const client = await ask(answerWhole(switching('tcp')), `${head('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n${hidden}`);
	assert.equal((await client.response()).status, 400);
	await leave(client);
	assert.equal(backend.connections.length, 0);
});

test('Node\'s own client attaches with a body, in chunks or not', async () => {
	for (const headers of [{'content-length': json.length}, {}]) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		const idle = await ask(async connection => {
			await wholeRequest(connection);
			connection.socket.write(switching('tcp'));
			connection.socket.pipe(connection.socket);
		});
		idle.end();
		const request = http.request({port: proxy.port, host: '127.0.0.1', method: 'POST', headers: {connection: 'Upgrade', upgrade: 'tcp', ...headers}});
		request.write(json.slice(0, 10));
		setImmediate(() => {
			request.end(json.slice(10));
		});
		const [, socket] = await once(request, 'upgrade') as [unknown, Socket];
		socket.write('echo');
		const [echoed] = await once(socket, 'data') as [Uint8Array];
		assert.equal(String(echoed), 'echo');
		socket.destroy();
		/* eslint-enable no-await-in-loop */
	}
});
