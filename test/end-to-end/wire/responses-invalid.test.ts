import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import type {Socket} from 'node:net';
import test, {after} from 'node:test';
import {answer, closeAtOnce, requestHead, reset} from '../../helpers/backend-scripts.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';

const proxy = await startProxy({scripts: [answer('')]});
const backend = proxy.backends[0]!;
after(proxy.stop);

/** Sends the bytes and leaves the connection open, so that only the proxy can find them wrong. */
const answerAndStay = (bytes: string): Script => async connection => {
	await requestHead(connection);
	connection.socket.write(Buffer.from(bytes, 'latin1'));
};

const head = (fields: string): Script => answerAndStay(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\nhello`);

const invalid = 'backend_invalid_response';
const scripts: ReadonlyArray<readonly [name: string, script: Script, code?: string]> = [
	['no answer', answer(''), 'backend_reset'],
	['a connection closed at once', closeAtOnce, 'backend_reset'],
	['a reset', reset, 'backend_reset'],
	['half a header', answer('HTTP/1.1 200 OK\r\nContent-Le'), 'backend_reset'],
	['garbage', answerAndStay('SSH-2.0-OpenSSH_9.6\r\n')],
	['HTTP/0.9', answerAndStay('<html>hello</html>')],
	['a line end in front', answerAndStay('\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'.replace('\r\n', '\0'))],
	['HTTP/2.0', answerAndStay('HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n')],
	['HTTP/0.9 that says so', answerAndStay('HTTP/0.9 200 OK\r\nContent-Length: 0\r\n\r\n')],
	['HTTP/1.2', answerAndStay('HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n')],
	['status 099', answerAndStay('HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n')],
	['status 000', answerAndStay('HTTP/1.1 000 Odd\r\nContent-Length: 0\r\n\r\n')],
	['status 1000', answerAndStay('HTTP/1.1 1000 Odd\r\nContent-Length: 0\r\n\r\n')],
	['status 20', answerAndStay('HTTP/1.1 20 Odd\r\nContent-Length: 0\r\n\r\n')],
	['status abc', answerAndStay('HTTP/1.1 abc Odd\r\nContent-Length: 0\r\n\r\n')],
	['a control character in the reason', answerAndStay('HTTP/1.1 200 O\u0001K\r\nContent-Length: 0\r\n\r\n')],
	['a NUL in the reason', answerAndStay('HTTP/1.1 200 O\0K\r\nContent-Length: 0\r\n\r\n')],
	['a DEL in the reason', answerAndStay('HTTP/1.1 200 O\u007FK\r\nContent-Length: 0\r\n\r\n')],
	['a NUL in a value', head('X: a\0b\r\nContent-Length: 5')],
	['a NUL for a value', head('X: \0\r\nContent-Length: 5')],
	['a NUL in a value that is not passed on', head('Connection: keep-alive\0\r\nContent-Length: 5')],
	['a NUL in a name', head('X\0: a\r\nContent-Length: 5')],
	['a NUL between two fields', head('X: a\r\n\0\r\nContent-Length: 5')],
	['a NUL in a length', head('Content-Length: 5\0')],
	['a NUL in an interim response', answerAndStay('HTTP/1.1 103 Early Hints\r\nLink: a\0b\r\n\r\n')],
	['a bare CR in a value', head('X: a\rb\r\nContent-Length: 5')],
	['a name with a space', head('X Y: b\r\nContent-Length: 5')],
	['a space before the colon', head('X : a\r\nContent-Length: 5')],
	['a tab before the colon', head('X\t: a\r\nContent-Length: 5')],
	['a space before the colon of a length', head('Content-Length : 5')],
	['a space before the colon of a second length', head('Content-Length: 5\r\nContent-Length : 6')],
	['two spaces before the colon of a length', head('Content-Length  : 5')],
	['a space before the colon of a coding', head('Transfer-Encoding : chunked')],
	['a space before the colon of Connection', head('Connection : close\r\nContent-Length: 5')],
	['a space before the colon of an interim response', answerAndStay('HTTP/1.1 103 Early Hints\r\nConnection : close\r\n\r\n')],
	['a field without a colon', head('Xyz\r\nContent-Length: 5')],
	['two lengths', head('Content-Length: 5\r\nContent-Length: 6')],
	['two lengths and a coding', head('Content-Length: 5\r\nContent-Length: 6\r\nTransfer-Encoding: chunked')],
	['lengths in a list', head('Content-Length: 5, 6')],
	['a length with a plus', head('Content-Length: +5')],
	['a negative length', head('Content-Length: -5')],
	['a length that is no number', head('Content-Length: abc')],
	['a length beyond 64 bits', head('Content-Length: 18446744073709551621')],
	['an empty length', head('Content-Length:')],
	['another coding', head('Transfer-Encoding: gzip, chunked')],
	['a coding after chunked', head('Transfer-Encoding: chunked, gzip')],
	['an unknown coding', head('Transfer-Encoding: xchunked')],
	['identity', head('Transfer-Encoding: identity')],
	['chunked between two codings', head('Transfer-Encoding: gzip, chunked, identity')],
	['chunked between two codings of a field each', head('Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity')],
	['chunked before identity', head('Transfer-Encoding: chunked, identity')],
	['chunked twice in a field', head('Transfer-Encoding: chunked, chunked')],
	['chunked in quotes', head('Transfer-Encoding: "chunked"')],
	['chunked with a parameter', head('Transfer-Encoding: chunked;a=b')],
	['chunked after a control character', head('Transfer-Encoding: \u000Bchunked')],
	['chunked before a control character', head('Transfer-Encoding: chunked\u000B')],
	['another coding and a length', head('Transfer-Encoding: gzip, chunked\r\nContent-Length: 5')],
	['chunked twice', head('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked')],
	['a wrong chunk size in the packet of the head', head('Transfer-Encoding: chunked')],
	['a wrong chunk size after a chunk in the packet of the head', answerAndStay('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n')],
	['a chunk size beyond 64 bits in the packet of the head', answerAndStay('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\nhello')],
	['a chunk without a line end in the packet of the head', answerAndStay('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n')],
	['a broken trailer in the packet of the head', answerAndStay('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX Y: z\r\n\r\n')],
	['a wrong chunk size behind an interim response', answerAndStay('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n')],
	['a very large header', head(`X: ${'a'.repeat(100_000)}`)],
	['a header without end', head(`${'X: a\r\n'.repeat(40_000)}X: a`)],
	['an unsolicited 101', answerAndStay('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')],
	['a 101 that does not say to what', answerAndStay('HTTP/1.1 101 Switching Protocols\r\n\r\n')],
];

for (const [index, [name, script, code = invalid]] of scripts.entries()) {
	test(`502 at once for ${name}`, {timeout: 20_000}, async () => {
		await backend.restart(script);
		const client = await proxy.connect();
		// A POST, which is not tried again.
		client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi');
		const response = await client.response();
		assert.equal(response.status, 502);
		assert.equal(response.header('content-type'), 'application/problem+json');
		assert.match(response.header('proxy-status')!, /^proxy-tui; error=(?:connection_terminated|http_protocol_error)$/v);
		assert.equal((response.json() as {code: string}).code, code);
		const {status, error} = await proxy.logRecord((index * 2) + 1);
		assert.deepEqual([status, error], [502, code]);

		// The client's connection has taken no harm.
		await backend.restart(answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
		client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		assert.equal((await client.response()).body, 'ok');
		client.socket.destroy();
		await proxy.untilIdle();
	});
}

for (const status of [200, 299, 404, 500, 599, 600, 999]) {
	test(`status ${status} passes`, async () => {
		await backend.restart(answer(`HTTP/1.1 ${status} Odd\r\nContent-Length: 2\r\n\r\nok`));
		const client = await proxy.connect();
		client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		await client.untilReceived('ok');
		assert.match(client.received, new RegExp(`^HTTP/1\\.1 ${status} Odd\r\n`, 'v'));
	});
}

test('an answer that breaks in the packet of its head may be had from another backend', async () => {
	const pair = await startProxy({scripts: [answer(''), answer('')], flags: ['--policy=first']});
	after(pair.stop);
	for (const [index, script] of [head('Transfer-Encoding: chunked'), head('X : a\r\nContent-Length: 5'), head('Transfer-Encoding: gzip')].entries()) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		await pair.backends[0]!.restart(script);
		await pair.backends[1]!.restart(answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
		const client = await pair.connect();
		client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		assert.equal((await client.response()).body, 'ok');
		const {failedAttempts} = await pair.logRecord(index + 1);
		assert.deepEqual(failedAttempts?.map(({reason}) => reason), ['invalid response']);
		/* eslint-enable no-await-in-loop */
	}
});

for (const fields of ['Content-Length: 2\r\n\r\nok', 'Connection: close\r\nContent-Length: 2\r\n\r\nok', 'Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n']) {
	test(`a whole answer with rubbish behind it is a whole answer: ${JSON.stringify(fields)}`, async () => {
		await backend.restart(answerAndStay(`HTTP/1.1 200 OK\r\n${fields}rubbish`));
		const client = await proxy.connect();
		client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		assert.equal((await client.response()).body, 'ok');
		await (await backend.connection(1)).closed;
	});
}

const breaks: ReadonlyArray<readonly [how: string, finish: (socket: Socket) => void]> = [
	['ends', socket => {
		socket.end();
	}],
	['is reset', socket => {
		socket.resetAndDestroy();
	}],
	['turns into garbage', socket => {
		socket.write('XYZ\r\n');
	}],
];

for (const [how, finish] of breaks) {
	test(`a begun answer whose connection ${how} is broken off, and no other is written after it`, async () => {
		const {promise: arrived, resolve: onArrived} = Promise.withResolvers<void>();
		await backend.restart(async connection => {
			await requestHead(connection);
			connection.socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n');
			await arrived;
			finish(connection.socket);
		});
		const client = await proxy.connect();
		client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		await client.untilReceived('hel\r\n');
		onArrived();
		await client.closed;
		assert.match(client.received, /^HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)+\r\n3\r\nhel\r\n$/v);
		await proxy.untilIdle();
	});
}

test('very many fields pass, as long as they are not too large together', async () => {
	await backend.restart(answer(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(1500)}Content-Length: 2\r\nX-Last: 1\r\n\r\nok`));
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	const response = await client.response();
	assert.equal(response.fields.filter(([name]) => name === 'a').length, 1500);
	assert.deepEqual([response.header('x-last'), response.body], ['1', 'ok']);
});
