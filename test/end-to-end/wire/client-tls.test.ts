import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect} from 'node:net';
import {randomBytes} from 'node:crypto';
import test, {after} from 'node:test';
import {answerEach, hang} from '../../helpers/backend-scripts.js';
import {makeCertificate} from '../../helpers/certificates.js';
import {askHttp2, connectHttp2} from '../../helpers/http2-client.js';
import {RawClient} from '../../helpers/raw-client.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {certificateShown, shakeHands} from '../../helpers/tls-client.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const authority = makeCertificate('Authority');
const make = (name: string, hosts: readonly string[], keyType?: 'ec' | 'rsa') => makeCertificate(name, {hosts, issuer: authority, ...(keyType !== undefined && {keyType})});
const first = make('first', ['first.example']);
const certificates = [first, make('first rsa', ['first.example'], 'rsa'), make('wildcard', ['*.example']), make('exact', ['exact.example'])];

const recording = recordRequests();
const proxy = await startProxy({
	scripts: [recording.script],
	flags: ['--forwarded', '--sticky=cookie', '--header-timeout=400ms', ...certificates.flatMap(({cert, key}, index) => tlsFlags({cert: index === 0 ? cert + authority.cert : cert, key}).filter(flag => index === 0 || !flag.startsWith('--tls-port')))],
});
after(proxy.stop);
const port = proxy.tlsPort!;

for (const [lane, field] of [['fast lane', ''], ['general lane', 'Expect: 100-continue\r\n']] as const) {
	test(`backends and clients are told that the connection is encrypted: ${lane}`, async () => {
		const client = await proxy.connect(true);
		client.send(`GET / HTTP/1.1\r\nHost: a.example\r\n${field}\r\n`);
		const response = await client.response();
		assert.equal(response.status, 200);
		assert.match(String(response.header('set-cookie')), /; Secure$/v);
		const request = recording.requests.pop()!;
		assert.deepEqual(
			['x-forwarded-proto', 'x-forwarded-port', 'forwarded'].map(name => request.header(name)),
			['https', String(port), 'for=127.0.0.1;host="a.example";proto=https'],
		);
	});
}

test('a certificate is shown for the exact name, the wildcard of one label, or else the first', async () => {
	const asked = ['exact.example', 'EXACT.example', 'any.example', 'first.example', 'a.b.example', 'other.test', undefined];
	const shown = await Promise.all(asked.map(async servername => certificateShown(port, {...(servername !== undefined && {servername})})));
	assert.deepEqual(shown, ['exact', 'exact', 'wildcard', 'first', 'first', 'first', 'first']);
});

test('clients without ECDSA are shown the certificate with RSA of the same name', async () => {
	const options = {servername: 'first.example', maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256'} as const;
	assert.equal(await certificateShown(port, options), 'first rsa');
});

test('the chain is sent', async () => {
	const socket = await shakeHands(port, {servername: 'first.example', ca: authority.cert, rejectUnauthorized: true});
	assert.equal(socket.authorized, true);
	assert.equal(socket.getPeerX509Certificate()!.issuer, 'CN=Authority');
	socket.destroy();
});

test('plain HTTP is answered in plain', async () => {
	const client = await RawClient.connect(port);
	client.send('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n');
	const response = await client.response();
	assert.equal(response.status, 400);
	assert.match(response.body, /https:\/\//v);
	client.end();
	assert.equal(await client.closed, 'end');
});

test('clients that do not shake hands in time are closed', async () => {
	const hello = [0x16, 0x03, 0x01, 0x02, 0x00];
	await Promise.all([[], hello, [...hello, 0x01]].map(async bytes => {
		const socket = connect(port, '127.0.0.1');
		socket.write(Uint8Array.from(bytes));
		socket.resume();
		await once(socket, 'close');
	}));
});

test('handshakes that are none, or break off, end nothing but themselves', async () => {
	await Promise.all(Array.from({length: 20}, async (_, index) => {
		const socket = connect(port, '127.0.0.1');
		socket.on('error', () => {});
		socket.write(Buffer.concat([Uint8Array.of(0x16, 0x03, 0x01, 0x00, 0x40), randomBytes(200)]));
		if (index % 2 === 0) {
			socket.resetAndDestroy();
		}

		socket.resume();
		await once(socket, 'close');
	}));
	await assert.rejects(shakeHands(port, {ALPNProtocols: ['h3']}));
	assert.equal(await certificateShown(port), 'first');
});

test('clients that offer a version of HTTP, or nothing, are served', async () => {
	const offers = [['http/1.1'], ['http/1.0'], ['http/1.1', 'h2'], undefined];
	const sockets = await Promise.all(offers.map(async ALPNProtocols => shakeHands(port, {...(ALPNProtocols && {ALPNProtocols})})));
	assert.deepEqual(sockets.map(({alpnProtocol}) => alpnProtocol), ['http/1.1', 'http/1.0', 'h2', false]);
	for (const socket of sockets) {
		socket.destroy();
	}
});

test('a request by HTTP/2 for a host with another certificate than that of its connection is misdirected', async () => {
	const session = await connectHttp2(port, {servername: 'any.example'});
	const statuses = await Promise.all(['any.example', 'OTHER.example:443', 'exact.example', 'unknown.test'].map(async host => (await askHttp2(session, {':authority': host})).status));
	assert.deepEqual(statuses, [200, 200, 421, 200]);
	session.destroy();
	const nameless = await connectHttp2(port);
	assert.equal((await askHttp2(nameless, {':authority': 'exact.example'})).status, 200);
	nameless.destroy();
});

test('clients are not offered HTTP/2 where it is off', async () => {
	const other = await startProxy({scripts: [hang], flags: [...tlsFlags(), '--http2=off']});
	const socket = await shakeHands(other.tlsPort!, {ALPNProtocols: ['h2', 'http/1.1']});
	assert.equal(socket.alpnProtocol, 'http/1.1');
	socket.destroy();
	await other.stop();
});

test('a client cannot renegotiate', async () => {
	const socket = await shakeHands(port, {maxVersion: 'TLSv1.2'});
	const error = await new Promise(resolve => {
		socket.once('error', resolve);
		socket.renegotiate({rejectUnauthorized: false}, resolve);
	});
	assert.ok(error instanceof Error);
	socket.destroy();
});

test('a refusal reaches a client that has sent more than what is refused', async () => {
	await proxy.backends[0]!.restart(recording.script);
	const client = await proxy.connect(true);
	client.send('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n');
	assert.equal((await client.response()).status, 200);
	// Records of TLS hold 16 KiB.
	client.send(`POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`);
	assert.equal((await client.response()).status, 431);
	assert.equal(await client.closed, 'end');
});

test('1 MiB comes whole, and the connection ends as TLS does', async () => {
	const body = 'x'.repeat(1024 * 1024);
	await proxy.backends[0]!.restart(answerEach(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`));
	const client = await proxy.connect(true);
	for (const field of ['', 'Connection: close\r\n']) {
		client.send(`GET / HTTP/1.1\r\nHost: a.example\r\n${field}\r\n`);
		// eslint-disable-next-line no-await-in-loop -- One answer after the other.
		const response = await client.response();
		assert.equal(response.body.length, body.length);
	}

	assert.equal(await client.closed, 'end');
});
