import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {after} from 'node:test';
import {answer, answerEach, requestHead} from '../../helpers/backend-scripts.js';
import type {RawResponse} from '../../helpers/raw-response.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';

const proxy = await startProxy({scripts: [answer('')]});
const backend = proxy.backends[0]!;
const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
after(proxy.stop);

const ask = async (script: Script, request = get): Promise<RawResponse> => {
	await backend.restart(script);
	const client = await proxy.connect();
	client.send(request);
	const response = await client.response();
	// Else a tunnel would be open, and waited for by the backend's next restart, until it is idle for too long.
	client.end();
	return response;
};

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const chunked = (body: string, head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked'): Script => answerEach(latin1(`${head}\r\n\r\n${body}`));

const whole: ReadonlyArray<readonly [name: string, script: Script]> = [
	['lines ended by LF alone', answerEach('HTTP/1.1 200 OK\nX: a\nContent-Length: 5\n\nhello')],
	['lines ended by LF alone, up to the connection\'s end', answer('HTTP/1.0 200 OK\nX: a\nContent-Type: text/html\n\nhello')],
	['a status line ended by LF alone', answerEach('HTTP/1.1 200\nX: a\r\nContent-Length: 5\r\n\r\nhello')],
	['one field ended by LF alone', answerEach('HTTP/1.1 200 OK\r\nX: a\nContent-Length: 5\r\n\r\nhello')],
	['the end of the head by LF alone', answerEach('HTTP/1.1 200 OK\r\nX: a\r\nContent-Length: 5\r\n\nhello')],
	['LF alone before chunks', answerEach('HTTP/1.1 200 OK\nX: a\nTransfer-Encoding: chunked\n\n5\r\nhello\r\n0\r\n\r\n')],
	['LF alone after a trailer', chunked('5\r\nhello\r\n0\r\nX-Sum: 1\n\n', 'HTTP/1.1 200 OK\r\nX: a\r\nTransfer-Encoding: chunked')],
	['chunk sizes padded with blanks', chunked('5  \r\nhello\r\n0 \r\n\r\n', 'HTTP/1.1 200 OK\r\nX: a\r\nTransfer-Encoding: chunked')],
	['chunk sizes padded with zeros', chunked('0005\r\nhello\r\n000\r\n\r\n', 'HTTP/1.1 200 OK\r\nX: a\r\nTransfer-Encoding: chunked')],
	['a padded chunk size with an extension', chunked('5 ;a=b\r\nhello\r\n0\r\n\r\n', 'HTTP/1.1 200 OK\r\nX: a\r\nTransfer-Encoding: chunked')],
	['lengths that are equal', answerEach('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: a\r\ncontent-length: 5\r\n\r\nhello')],
	['equal lengths in a list, behind an interim response', answerEach('HTTP/1.1 100 Go\r\nContent-Length: 0, 0\r\n\r\nHTTP/1.1 200 OK\nX: a\nContent-Length: 5, 05\n\nhello')],
	['a folded field', answerEach('HTTP/1.1 200 OK\r\nX:\r\n a\r\nContent-Length: 5\r\n\r\nhello')],
];

for (const [name, script] of whole) {
	test(`${name} pass`, async () => {
		const {status, header, body, isComplete, fields} = await ask(script);
		assert.deepEqual([status, header('x'), body, isComplete], [200, 'a', 'hello', true]);
		assert.ok(fields.filter(([field]) => field.toLowerCase() === 'content-length').length <= 1);
	});
}

const bothLengths: ReadonlyArray<readonly [name: string, head: string]> = [
	['a length and a coding', 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nTransfer-Encoding: chunked'],
	['a coding and a length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 3'],
	['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked'],
	['chunks in HTTP/1.0 that asks to be kept', 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked'],
];

for (const [name, head] of bothLengths) {
	test(`${name}: the chunks count, and the connection is not used again`, async () => {
		const response = await ask(chunked('5\r\nhello\r\n0\r\n\r\n', head));
		assert.deepEqual([response.status, response.framing, response.body, response.isComplete], [200, 'chunked', 'hello', true]);
		assert.equal(response.header('content-length'), undefined);
		const {closed} = await backend.connection(1);
		await closed;
	});
}

test('a trailer cannot say how long the body is', async () => {
	for (const trailer of ['Content-Length: 3', 'Transfer-Encoding: chunked', 'Transfer-Encoding : chunked', 'X: a\0b']) {
		// eslint-disable-next-line no-await-in-loop -- One answer after the other.
		const {body, trailers, isComplete} = await ask(chunked(`5\r\nhello\r\n0\r\n${trailer}\r\nX-Sum: 1\r\n\r\n`));
		assert.deepEqual([body, trailers, isComplete], ['hello', [['X-Sum', '1']], true], trailer);
	}
});

test('control characters in values become blanks', async () => {
	for (const character of ['\u0001', '\u0008', '\u000B', '\u000C', '\u001B', '\u001F', '\u007F']) {
		// eslint-disable-next-line no-await-in-loop -- One answer after the other.
		const {header, body} = await ask(answerEach(latin1(`HTTP/1.1 200 OK\r\nX: a${character}b\t\u00E9\r\nContent-Length: 2\r\n\r\nok`)));
		assert.deepEqual([header('x'), body], ['a b\t\u00E9', 'ok'], JSON.stringify(character));
	}
});

test('control characters in trailers become blanks', async () => {
	const {trailers} = await ask(chunked('2\r\nok\r\n0\r\nX-Sum: a\u0001\u0002b\r\n\r\n'));
	assert.deepEqual(trailers, [['X-Sum', 'a  b']]);
});

test('control characters in interim responses become blanks', async () => {
	const {status, fields} = await ask(answer('HTTP/1.1 103 Early Hints\r\nLink: a\u0001b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
	assert.deepEqual([status, fields], [103, [['Link', 'a b']]]);
});

test('control characters in the head of a 101 become blanks', async () => {
	const {status, header} = await ask(async connection => {
		await requestHead(connection);
		connection.socket.write('HTTP/1.1 101 Switching Protocols\nConnection: Upgrade\nUpgrade: websocket\nX: a\u0001b\n\n');
	}, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
	assert.deepEqual([status, header('x')], [101, 'a b']);
});

test('a 426 says to what a client has to upgrade', async () => {
	const script = answerEach('HTTP/1.1 426 Upgrade Required\r\nConnection: Upgrade\r\nUpgrade: HTTP/2.0, IRC/6.9\r\nContent-Length: 2\r\n\r\nok');
	await backend.restart(script);
	const client = await proxy.connect();
	for (const [request, connection] of [[get, 'Upgrade, keep-alive'], [get.replace('a\r\n', 'a\r\nConnection: close\r\n'), 'Upgrade, close']] as const) {
		client.send(request);
		// eslint-disable-next-line no-await-in-loop -- On one connection.
		const {status, header, body} = await client.response();
		assert.deepEqual([status, header('upgrade'), header('connection'), body], [426, 'HTTP/2.0, IRC/6.9', connection, 'ok']);
	}

	assert.equal(await client.closed, 'end');
	const old = await ask(script, 'GET / HTTP/1.0\r\n\r\n');
	assert.deepEqual([old.status, old.header('upgrade'), old.header('connection')], [426, undefined, 'close']);
});

test('no other answer says so', async () => {
	const {header} = await ask(answerEach('HTTP/1.1 200 OK\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n'));
	assert.deepEqual([header('upgrade'), header('connection')], [undefined, 'keep-alive']);
});

for (const missing of ['5\r\nhello0\r\n\r\n', '5\r\nhello5\r\nhello\r\n0\r\n\r\n', '5\r\nhello world\r\n0\r\n\r\n']) {
	test(`a chunk without a line end at its end is not taken for one: ${JSON.stringify(missing)}`, async () => {
		const {promise: arrived, resolve: onArrived} = Promise.withResolvers<void>();
		await backend.restart(async connection => {
			await requestHead(connection);
			connection.socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
			await arrived;
			connection.socket.write(missing);
		});
		const client = await proxy.connect();
		client.send(get);
		await client.untilReceived('\r\n\r\n');
		onArrived();
		assert.equal((await client.response()).isComplete, false);
	});
}

const largeHead = (bytes: number): Script => answerEach(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: ${'a'.repeat(bytes - 43)}\r\n\r\nok`);

test('heads of responses may have up to 64 KiB', async () => {
	assert.equal((await ask(largeHead(64 * 1024))).body, 'ok');
	assert.equal((await ask(largeHead(66 * 1024))).status, 502);
});

test('how large they may be can be set while it runs', async () => {
	await proxy.control.updateSettings({maxResponseHeader: '100KB'});
	assert.equal((await ask(largeHead(99_000))).body, 'ok');
	await proxy.control.updateSettings({maxResponseHeader: '2KB'});
	assert.equal((await ask(largeHead(3000))).status, 502);
	await assert.rejects(proxy.control.updateSettings({maxResponseHeader: '0'}), /from 1KiB to 1MiB/v);
});
