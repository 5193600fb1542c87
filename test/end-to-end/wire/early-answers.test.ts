import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import {connect, type AddressInfo, type Socket} from 'node:net';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {createServer} from 'node:tls';
import test, {after} from 'node:test';
import {requestHead} from '../../helpers/backend-scripts.js';
import {makeCertificate} from '../../helpers/certificates.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const uploadBytes = 6_000_000;
const uploads = 100;
/** Longer than a client that stops in the middle is waited for. */
const longerThanLingerMs = 6500;
const piece = Buffer.alloc(65_536, 'x');

const proxy = await startProxy({scripts: [() => undefined]});
const backend = proxy.backends[0]!;
after(proxy.stop);

/** Answers after the first bytes and closes with the rest unread, which resets the connection. */
const answerAndLeave = (bytes: string) => (socket: Socket): void => {
	socket.once('data', () => {
		socket.pause();
		socket.end(bytes, () => {
			socket.destroy();
		});
	});
	socket.on('error', () => undefined);
};

const early = (bytes: string): Script => ({socket}) => {
	answerAndLeave(bytes)(socket);
};

/** Sends all of an upload, whatever comes back, as many clients do. */
const upload = async (port: number, framing: 'length' | 'chunked'): Promise<string> => {
	const socket = connect(port, '127.0.0.1');
	let received = '';
	socket.on('data', chunk => {
		received += chunk.toString('latin1');
	});
	socket.on('error', () => undefined);
	const isChunked = framing === 'chunked';
	socket.write(`POST / HTTP/1.1\r\nHost: a\r\n${isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${uploadBytes}`}\r\n\r\n`);
	for (let sent = 0; sent < uploadBytes && socket.writable; sent += piece.length) {
		const bytes = piece.subarray(0, uploadBytes - sent);
		if (!socket.write(isChunked ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]) : bytes)) {
			// eslint-disable-next-line no-await-in-loop -- Piece by piece.
			await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined);
		}
	}

	if (socket.writable) {
		socket.end(isChunked ? '0\r\n\r\n' : '');
	}

	if (!socket.closed) {
		await once(socket, 'close').catch(() => undefined);
	}

	return received;
};

const countRight = async (port: number, framing: 'length' | 'chunked', status: string): Promise<number> => {
	const received = await Promise.all(Array.from({length: uploads}, async () => upload(port, framing)));
	return received.filter(text => text.startsWith(`HTTP/1.1 ${status}`) && /\r\n\r\n(?:2\r\n)?no/v.test(text)).length;
};

const heads = [
	['403 Forbidden', 'length', 'Connection: close\r\nContent-Length: 2\r\n\r\nno'],
	['413 Content Too Large', 'chunked', 'Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n'],
	['401 Unauthorized', 'length', 'Content-Length: 2\r\n\r\nno'],
] as const;

for (const [status, framing, rest] of heads) {
	test(`a backend's early ${status} reaches everyone who goes on with an upload`, async t => {
		await backend.restart(early(`HTTP/1.1 ${status}\r\n${rest}`));
		const direct = await countRight(backend.port, framing, status);
		const proxied = await countRight(proxy.port, framing, status);
		t.diagnostic(`of ${uploads}: ${direct} directly, ${proxied} through the proxy`);
		assert.equal(proxied, uploads);
		await proxy.untilIdle();
	});
}

test('a backend\'s early answer by https reaches everyone who goes on with an upload', async t => {
	const authority = makeCertificate('Test Authority');
	const {cert, key} = makeCertificate('backend', {hosts: ['127.0.0.1'], issuer: authority});
	const file = path.join(await temporaryDirectory(t), 'authority.pem');
	await writeFile(file, authority.cert);
	const server = createServer({cert, key}, answerAndLeave('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno'));
	server.on('tlsClientError', () => undefined);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	const trusting = await startProxy({urls: [`https://127.0.0.1:${port}`], flags: [`--backend-ca=${file}`, '--health-status=403']});
	t.after(trusting.stop);
	assert.equal(await countRight(trusting.port, 'length', '403 Forbidden'), uploads);
});

test('without an early answer, a closed connection is a 502', async () => {
	await backend.restart(early(''));
	const answers = await Promise.all(Array.from({length: 10}, async () => upload(proxy.port, 'length')));
	assert.deepEqual(answers.map(text => text.slice(0, 24)), answers.map(() => 'HTTP/1.1 502 Bad Gateway'));
	await proxy.untilIdle();
});

/** Sends pieces of an upload now and then, long after its answer. */
const uploadSlowly = async (port: number, bytesPerPiece: number): Promise<{received: () => string; socket: Socket; errors: string[]}> => {
	const socket = connect({port, host: '127.0.0.1', allowHalfOpen: true});
	const errors: string[] = [];
	let received = '';
	socket.on('data', chunk => {
		received += chunk.toString('latin1');
	});
	socket.on('error', (error: NodeJS.ErrnoException) => {
		errors.push(error.code!);
	});
	const pieces = 14;
	socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${pieces * bytesPerPiece}\r\n\r\n`);
	for (let sent = 0; sent < pieces; sent++) {
		socket.write('x'.repeat(bytesPerPiece));
		// eslint-disable-next-line no-await-in-loop -- Piece by piece.
		await delay(longerThanLingerMs / pieces);
	}

	return {received: () => received, socket, errors};
};

test('an upload that goes on is not cut after an early response', async t => {
	await backend.restart(async connection => {
		await requestHead(connection);
		const isKept = connection.received.includes('content-length: 14\r\n');
		connection.socket.write(`HTTP/1.1 403 Forbidden\r\n${isKept ? '' : 'Connection: close\r\n'}Content-Length: 2\r\n\r\nno`);
		if (!isKept) {
			connection.socket.end();
		}
	});
	const strict = await startProxy({urls: [backend.url], flags: ['--max-body=10']});
	t.after(strict.stop);
	const [kept, closed, refused] = await Promise.all([uploadSlowly(proxy.port, 1), uploadSlowly(proxy.port, 100), uploadSlowly(strict.port, 1)]);

	assert.match(kept.received(), /^HTTP\/1\.1 403 Forbidden\r\n(?:.*\r\n)*Connection: keep-alive\r\n/v);
	kept.socket.write('GET /next HTTP/1.1\r\nHost: a\r\n\r\n');
	while (kept.received().match(/HTTP\/1\.1 403/gv)?.length !== 2) {
		// eslint-disable-next-line no-await-in-loop -- Until both are there.
		await once(kept.socket, 'data');
	}

	assert.match(closed.received(), /^HTTP\/1\.1 403 Forbidden\r\n(?:.*\r\n)*Connection: close\r\n(?:.*\r\n)*\r\nno$/v);
	assert.match(refused.received(), /^HTTP\/1\.1 413 .*\r\n(?:.*\r\n)*Connection: close\r\n/v);
	for (const {socket, errors} of [kept, closed, refused]) {
		assert.deepEqual(errors, []);
		socket.destroy();
	}
});

test('an upload that stops after its answer is cut', async () => {
	await backend.restart(async connection => {
		await requestHead(connection);
		connection.socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
	});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello');
	assert.equal((await client.response()).status, 403);
	await client.closed;
});

for (const [what, head, rest] of [
	['ends too early', 'Content-Length: 10', ''],
	['is malformed', 'Transfer-Encoding: chunked', '5\r\nhellooo'],
] as const) {
	test(`the rest of a body that ${what} after the answer gets no answer of its own`, async () => {
		await backend.restart(async connection => {
			await requestHead(connection);
			connection.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
		});
		const client = await proxy.connect();
		client.send(`POST / HTTP/1.1\r\nHost: a\r\n${head}\r\n\r\n`);
		assert.equal((await client.response()).body, 'ok');
		const {length} = client.received;
		const {requests} = proxy.control.status().totals;
		client.send(rest);
		client.end();
		await client.closed;
		assert.equal(client.received.length, length);
		assert.equal(proxy.control.status().totals.requests, requests);
	});
}
