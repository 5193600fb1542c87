import assert from 'node:assert/strict';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import {createServer, type ServerOptions} from 'node:https';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after, type TestContext} from 'node:test';
import type {TLSSocket} from 'node:tls';
import {makeCertificate} from '../../helpers/certificates.js';
import {hang} from '../../helpers/backend-scripts.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {startBackend} from '../../helpers/scripted-backend.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const authority = makeCertificate('Test Authority');
const stranger = makeCertificate('Other Authority');
const good = makeCertificate('backend', {hosts: ['localhost', '127.0.0.1'], issuer: authority});

/** An https backend that tells who was asked for and who asked. */
const startTlsBackend = async (t: TestContext, options: ServerOptions) => {
	const server = createServer(options, (request, response) => {
		const socket = request.socket as TLSSocket & {servername?: string | false};
		response.end(JSON.stringify({
			serverName: socket.servername,
			host: request.headers.host,
			client: socket.getPeerCertificate().subject?.CN,
		}));
	});
	// Refused handshakes are what some of these tests are about.
	server.on('tlsClientError', () => {});
	server.on('upgrade', (_request, socket) => {
		socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
		socket.pipe(socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();
		server.closeAllConnections();
	});
	return {port: (server.address() as AddressInfo).port, server};
};

const fileWith = async (t: TestContext, text: string): Promise<string> => {
	const file = path.join(await temporaryDirectory(t), 'file.pem');
	await writeFile(file, text);
	return file;
};

const start = async (t: TestContext, url: string, flags: readonly string[] = []) => {
	const proxy = await startProxy({urls: [url], flags});
	t.after(proxy.stop);
	return proxy;
};

const authorityFile = path.join(await temporaryDirectory({after}), 'authority.pem');
await writeFile(authorityFile, authority.cert);
const trusting = await startProxy({flags: [`--backend-ca=${authorityFile}`]});
after(trusting.stop);

/** The proxy that trusts the authority, with this backend alone. */
const startTrusting = async (url: string) => {
	// A busy backend would stay for as long as it drains.
	await trusting.untilIdle();
	await trusting.control.replacePool([{url}]);
	return trusting;
};

const healthOf = async (proxy: Awaited<ReturnType<typeof start>>): Promise<{health: string; reason: string | undefined}> => {
	for (;;) {
		const [backend] = proxy.control.status().backends;
		if (backend!.lastCheck !== undefined) {
			return {health: backend!.health, reason: backend!.lastCheck.reason};
		}

		// eslint-disable-next-line no-await-in-loop -- Until the first check has ended.
		await delay(5);
	}
};

const get = 'GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n';

test('a backend whose certificate an own authority has signed is trusted, by traffic and health checks', async t => {
	const {port} = await startTlsBackend(t, good);
	const proxy = await startTrusting(`https://localhost:${port}`);
	assert.deepEqual(await healthOf(proxy), {health: 'healthy', reason: '200 OK'});
	const client = await proxy.connect();
	client.send(get);
	const {status, body} = await client.response();
	assert.equal(status, 200);
	// The name of the backend is asked for, not the one that the client uses.
	assert.deepEqual([(JSON.parse(body) as {serverName: string}).serverName, (JSON.parse(body) as {host: string}).host], ['localhost', 'shop.example']);
	assert.equal(proxy.control.status().insecureBackends, undefined);
});

test('a backend that is named by its address is verified by that, and no name is asked for', async t => {
	const {port} = await startTlsBackend(t, good);
	const proxy = await startTrusting(`https://127.0.0.1:${port}`);
	const client = await proxy.connect();
	client.send(get);
	const {status, body} = await client.response();
	assert.deepEqual([status, (JSON.parse(body) as {serverName: false}).serverName], [200, false]);
});

test('connections are kept, and clients that ask for different hosts share them', async t => {
	const {port, server} = await startTlsBackend(t, good);
	const proxy = await startTrusting(`https://localhost:${port}`);
	await healthOf(proxy);
	let connections = 0;
	server.on('secureConnection', () => {
		connections++;
	});
	const client = await proxy.connect();
	for (const host of ['a.example', 'b.example', 'c.example']) {
		client.send(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response()).status, 200);
	}

	assert.equal(connections, 1);
});

for (const [name, options, host, reason] of [
	['of an unknown authority', makeCertificate('x', {hosts: ['localhost'], issuer: stranger}), 'localhost', 'TLS: certificate of an unknown authority'],
	['of another name', makeCertificate('x', {hosts: ['other.example'], issuer: authority}), 'localhost', 'TLS: certificate of another name'],
	['that has expired', makeCertificate('x', {hosts: ['localhost'], issuer: authority, validMs: -60_000}), 'localhost', 'TLS: certificate expired'],
	['that is self-signed', makeCertificate('x', {hosts: ['localhost']}), 'localhost', 'TLS: self-signed certificate'],
	['of another address', makeCertificate('x', {hosts: ['localhost', '127.0.0.2'], issuer: authority}), '127.0.0.1', 'TLS: certificate of another name'],
] as const) {
	test(`a certificate ${name} is not accepted, and nothing is sent`, async t => {
		const {port, server} = await startTlsBackend(t, options);
		let requests = 0;
		server.on('request', () => {
			requests++;
		});
		const proxy = await startTrusting(`https://${host}:${port}`);
		const health = await healthOf(proxy);
		assert.deepEqual(health, {health: 'unhealthy', reason});
		assert.equal(requests, 0);
	});
}

test('traffic that meets a certificate it cannot trust gets 502, and the log says why', async t => {
	const {port, server} = await startTlsBackend(t, good);
	const proxy = await startTrusting(`https://localhost:${port}`);
	assert.equal((await healthOf(proxy)).health, 'healthy');
	server.setSecureContext(makeCertificate('x', {hosts: ['localhost'], issuer: stranger}));
	const client = await proxy.connect();
	client.send(get);
	const response = await client.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [502, 'backend_tls_failed']);
	assert.match(response.header('proxy-status')!, /error=tls_protocol_error/v);
	const {failedAttempts} = await proxy.logRecord(proxy.control.status().totals.requests);
	assert.deepEqual(failedAttempts?.map(({reason}) => reason), ['TLS: certificate of an unknown authority']);
	assert.equal(proxy.control.status().backends[0]!.health, 'unhealthy');
});

test('--insecure-backends accepts any certificate, and the status says so', async t => {
	const {port} = await startTlsBackend(t, makeCertificate('x', {hosts: ['other.example'], issuer: stranger}));
	const proxy = await start(t, `https://localhost:${port}`, ['--insecure-backends']);
	assert.equal((await healthOf(proxy)).health, 'healthy');
	const client = await proxy.connect();
	client.send(get);
	assert.equal((await client.response()).status, 200);
	assert.equal(proxy.control.status().insecureBackends, true);
});

test('a client certificate is shown to backends that ask for one', async t => {
	const own = makeCertificate('the proxy', {issuer: authority});
	const {port} = await startTlsBackend(t, {...good, ca: authority.cert, requestCert: true, rejectUnauthorized: true});
	const proxy = await start(t, `https://localhost:${port}`, [`--backend-ca=${authorityFile}`, `--backend-cert=${await fileWith(t, own.cert)}`, `--backend-key=${await fileWith(t, own.key)}`]);
	assert.equal((await healthOf(proxy)).health, 'healthy');
	const client = await proxy.connect();
	client.send(get);
	const {body} = await client.response();
	assert.equal((JSON.parse(body) as {client: string}).client, 'the proxy');

	const without = await startTrusting(`https://localhost:${port}`);
	assert.equal((await healthOf(without)).health, 'unhealthy');
});

test('a tunnel leads through TLS as well', async t => {
	const {port} = await startTlsBackend(t, good);
	const proxy = await startTrusting(`https://localhost:${port}`);
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly');
	assert.equal((await client.response()).status, 101);
	client.send(' and late');
	await client.untilReceived('early and late');
	client.end();
	assert.equal(await client.closed, 'end');
});

test('a handshake that is never finished: 504', async t => {
	const backend = await startBackend(hang);
	t.after(backend.close);
	const proxy = await start(t, backend.url.replace('http:', 'https:'), ['--connect-timeout=200ms']);
	const client = await proxy.connect();
	client.send(get);
	const response = await client.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [504, 'connect_timeout']);
});

test('a backend that speaks no TLS: 502', async t => {
	const backend = await startBackend(({socket}) => {
		socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
	});
	t.after(backend.close);
	const proxy = await startTrusting(backend.url.replace('http:', 'https:'));
	assert.equal((await healthOf(proxy)).reason, 'TLS: handshake failed');
});
