import assert from 'node:assert/strict';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import {createServer, type ServerOptions} from 'node:https';
import {networkInterfaces} from 'node:os';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import test, {after, type TestContext} from 'node:test';
import type {TLSSocket} from 'node:tls';
import {makeCertificate} from '../../helpers/certificates.js';
import type {SettingValue} from '../../../source/model/live-setting.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const authority = makeCertificate('Test Authority');
const good = makeCertificate('backend', {hosts: ['localhost', '127.0.0.1'], issuer: authority});

type Asked = {readonly serverName: string | false | undefined; readonly host: string | undefined; readonly isProbe: boolean};

/** An https backend that remembers as whom it was asked. */
const startTlsBackend = async (t: TestContext, {address = '127.0.0.1', ...options}: ServerOptions & {readonly address?: string}) => {
	const asked: Asked[] = [];
	const server = createServer(options, ({socket, headers}, response) => {
		const {servername: serverName} = socket as TLSSocket & {servername?: string | false};
		asked.push({serverName, host: headers.host, isProbe: headers['user-agent']?.includes('health check') ?? false});
		response.end('ok');
	});
	server.on('tlsClientError', () => {});
	server.listen(0, address);
	await once(server, 'listening');
	t.after(() => {
		server.close();
		server.closeAllConnections();
	});
	return {port: (server.address() as AddressInfo).port, asked, server};
};

const file = path.join(await temporaryDirectory({after}), 'authority.pem');
await writeFile(file, authority.cert);
const trusting = await startProxy({flags: [`--backend-ca=${file}`]});
after(trusting.stop);

/** The proxy that trusts the authority, with this backend alone and these settings until the test has ended. */
const start = async (t: TestContext, url: string, settings: Readonly<Record<string, SettingValue>> = {}) => {
	const {control} = trusting;
	await control.updateSettings(settings);
	t.after(async () => control.updateSettings(Object.fromEntries(Object.keys(settings).map(name => [name, null]))));
	// A busy backend would stay for as long as it drains.
	await trusting.untilIdle();
	await control.replacePool([{url}]);
	return trusting;
};

/** How the first health check of the only backend ended. */
const firstCheck = async ({control}: Awaited<ReturnType<typeof startProxy>>): Promise<string> => {
	const checked = Promise.withResolvers<undefined>();
	const look = () => {
		if (control.status().backends[0]!.lastCheck !== undefined) {
			checked.resolve(undefined);
		}
	};

	const timer = setInterval(look, 5);
	await checked.promise;
	clearInterval(timer);
	return control.status().backends[0]!.lastCheck!.reason;
};

const get = 'GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n';

test('without any flag, a certificate of an unknown authority is refused', async t => {
	const {port, asked} = await startTlsBackend(t, good);
	const proxy = await startProxy({urls: [`https://localhost:${port}`]});
	t.after(proxy.stop);
	assert.equal(await firstCheck(proxy), 'TLS: certificate of an unknown authority');
	assert.deepEqual(asked, []);
});

test('the name asked for in the handshake stays the backend\'s when it is told another Host', async t => {
	const {port, asked} = await startTlsBackend(t, good);
	const proxy = await start(t, `https://localhost:${port}`, {rewriteHost: 'shop.internal'});
	assert.equal(await firstCheck(proxy), '200 OK');
	const client = await proxy.connect();
	client.send(get);
	const {status} = await client.response();
	assert.equal(status, 200);
	assert.deepEqual(asked.filter(({isProbe}) => !isProbe), [{serverName: 'localhost', host: 'shop.internal', isProbe: false}]);
});

test('a health check that names another Host asks for the backend\'s name in the handshake all the same', async t => {
	const {port, asked} = await startTlsBackend(t, good);
	const proxy = await start(t, `https://localhost:${port}`, {healthHeader: ['Host: shop.internal']});
	assert.equal(await firstCheck(proxy), '200 OK');
	assert.deepEqual(asked, [{serverName: 'localhost', host: 'shop.internal', isProbe: true}]);
});

test('a health check that names another Host does not trust a certificate of that name', async t => {
	const {port, asked} = await startTlsBackend(t, makeCertificate('x', {hosts: ['shop.internal'], issuer: authority}));
	const proxy = await start(t, `https://localhost:${port}`, {healthHeader: ['Host: shop.internal']});
	assert.equal(await firstCheck(proxy), 'TLS: certificate of another name');
	assert.deepEqual(asked, []);
});

const hasIpv6 = Object.values(networkInterfaces()).flat().some(address => address?.address === '::1');

// Some machines have no IPv6, which is no fault of the program.
test('a backend that is named by its IPv6 address is reached', {skip: hasIpv6 ? false : 'no IPv6 loopback here'}, async t => {
	const {port} = await startTlsBackend(t, {...good, address: '::1'});
	const proxy = await startProxy({urls: [`https://[::1]:${port}`], flags: ['--insecure-backends']});
	t.after(proxy.stop);
	assert.equal(await firstCheck(proxy), '200 OK');
	const client = await proxy.connect();
	client.send(get);
	const {status} = await client.response();
	assert.equal(status, 200);
});

test('a backend that asks for a client certificate in vain: 502, and the log says why', async t => {
	const {port, server} = await startTlsBackend(t, good);
	const proxy = await start(t, `https://localhost:${port}`);
	assert.equal(await firstCheck(proxy), '200 OK');
	server.close();
	server.closeAllConnections();
	await once(server, 'close');
	const strict = createServer({
		...good, ca: authority.cert, requestCert: true, rejectUnauthorized: true,
	}, () => {
		assert.fail('an unknown client connected');
	});
	strict.on('tlsClientError', () => {});
	strict.listen(port, '127.0.0.1');
	await once(strict, 'listening');
	t.after(() => {
		strict.close();
		strict.closeAllConnections();
	});
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 2\r\n\r\nhi');
	const response = await client.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [502, 'backend_tls_failed']);
	const {failedAttempts} = await proxy.logRecord(proxy.control.status().totals.requests);
	assert.deepEqual(failedAttempts?.map(({reason}) => reason), ['TLS: handshake failed']);
});
