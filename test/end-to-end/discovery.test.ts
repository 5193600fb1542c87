import assert from 'node:assert/strict';
import {once} from 'node:events';
import {rename, writeFile} from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import type {TLSSocket} from 'node:tls';
import {makeCertificate} from '../helpers/certificates.js';
import {hasDnsServer, startDnsServer} from '../helpers/dns-server.js';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startProxy} from '../helpers/running-proxy.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const skip = hasDnsServer() ? false : 'dnsmasq is missing';
const flags = ['--threads=2', '--rate-limit=0', '--access-log=off'];
const patienceMs = 10_000;

type Pool = {
	readonly backends: ReadonlyArray<{readonly id: string; readonly url: string; readonly origin: string | null; readonly weight: number}>;
	readonly names: ReadonlyArray<{readonly url: string; readonly weight: number; readonly addresses: number; readonly error: string | null}>;
};

const poolOf = async (adminPort: number): Promise<Pool> => JSON.parse((await send(adminPort, {path: '/status'})).body) as Pool;

const ownUrls = ({backends}: Pool): string[] => backends.map(({url}) => url).toSorted((a, b) => a.localeCompare(b));

/** DNS is followed at its own pace, so the pool is looked at until it is as it should be. */
const until = async (adminPort: number, isReached: (pool: Pool) => boolean): Promise<Pool> => {
	const deadline = performance.now() + patienceMs;
	/* eslint-disable no-await-in-loop -- Each look waits for the one before. */
	for (;;) {
		const pool = await poolOf(adminPort);
		if (isReached(pool)) {
			return pool;
		}

		assert.ok(performance.now() < deadline, JSON.stringify(pool.backends.map(({url}) => url)));
		await delay(20);
	}
	/* eslint-enable no-await-in-loop */
};

/** One server on all loopback addresses; tells on which one it was asked. */
const startServer = async (t: TestContext): Promise<number> => {
	const server = http.createServer((request, response) => {
		response.end(request.socket.localAddress);
	}).listen(0, '0.0.0.0');
	await once(server, 'listening');
	t.after(() => {
		server.closeAllConnections();
		server.close();
	});
	return (server.address() as AddressInfo).port;
};

const askedAddresses = async (port: number, requests: number): Promise<string[]> => {
	const asked = new Set<string>();
	for (let request = 0; request < requests; request++) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		const {status, body} = await send(port);
		assert.equal(status, 200);
		asked.add(body);
	}

	return [...asked].toSorted((a, b) => a.localeCompare(b));
};

test('the pool follows the addresses of a name, and keeps them when DNS fails', {skip}, async t => {
	const serverPort = await startServer(t);
	const dns = await startDnsServer(t, {addresses: {'web.test': ['127.0.0.2', '127.0.0.3']}});
	const name = `http+dns://web.test:${serverPort}`;
	const {port, adminPort, program} = await startProgram(t, [...flags, `--dns-server=${dns.address}`, name]);
	const urlOf = (last: number): string => `http://127.0.0.${last}:${serverPort}`;
	const first = await poolOf(adminPort);
	assert.deepEqual(ownUrls(first), [urlOf(2), urlOf(3)]);
	assert.ok(first.backends.every(({origin}) => origin === name));
	assert.deepEqual(await askedAddresses(port, 6), ['127.0.0.2', '127.0.0.3']);

	await dns.change({addresses: {'web.test': ['127.0.0.3', '127.0.0.4']}});
	const second = await until(adminPort, pool => ownUrls(pool).join(' ') === `${urlOf(3)} ${urlOf(4)}`);
	const idOf = (pool: Pool): string | undefined => pool.backends.find(({url}) => url === urlOf(3))?.id;
	assert.equal(idOf(second), idOf(first));
	assert.deepEqual(await askedAddresses(port, 6), ['127.0.0.3', '127.0.0.4']);

	await dns.change(undefined);
	const failing = await until(adminPort, ({names}) => names[0]?.error !== null);
	assert.deepEqual(ownUrls(failing), [urlOf(3), urlOf(4)]);
	assert.deepEqual(await askedAddresses(port, 6), ['127.0.0.3', '127.0.0.4']);
	await program.line(({message}) => /cannot be resolved: .* Its last 2 known addresses are kept/v.test(message));

	await dns.change({addresses: {'web.test': ['127.0.0.5']}});
	const back = await until(adminPort, pool => ownUrls(pool).join(' ') === urlOf(5));
	assert.equal(back.names[0]!.error, null);
});

test('of a service, the next priority serves while the first cannot', {skip}, async t => {
	const serverPort = await startServer(t);
	const services = (port: number) => ({'_http._tcp.web.test': [`a.test,${port},1,3`, `b.test,${port},1,1`, `c.test,${serverPort},5,1`]});
	const addresses = {'a.test': ['127.0.0.2'], 'b.test': ['127.0.0.3'], 'c.test': ['127.0.0.4']};
	const dns = await startDnsServer(t, {addresses, services: services(serverPort)});
	const {port, adminPort} = await startProgram(t, [...flags, '--policy=weighted', `--dns-server=${dns.address}`, 'http+srv://_http._tcp.web.test']);
	const counts = new Map<string, number>();
	for (let request = 0; request < 40; request++) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		const {body} = await send(port);
		counts.set(body, (counts.get(body) ?? 0) + 1);
	}

	assert.deepEqual(Object.fromEntries(counts), {'127.0.0.2': 30, '127.0.0.3': 10});
	const {backends} = await poolOf(adminPort);
	const preferred = backends.filter(backend => !backend.url.includes('127.0.0.4'));
	for (const {id, url} of preferred) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		const {status} = await send(adminPort, {method: 'PATCH', path: `/backends/${id}`, headers: {'content-type': 'application/json'}}, '{"state":"disabled"}');
		assert.equal(status, 200, url);
	}

	assert.deepEqual(await askedAddresses(port, 4), ['127.0.0.4']);
});

test('a name is added, changed and removed like a backend, and remembered as a name', {skip}, async t => {
	const home = await temporaryDirectory(t);
	const serverPort = await startServer(t);
	const dns = await startDnsServer(t, {addresses: {'web.test': ['127.0.0.2', '127.0.0.3']}});
	const name = `http+dns://web.test:${serverPort}`;
	const before = await startProgram(t, [...flags, `--dns-server=${dns.address}`], home);
	const steer = async (method: string, route: string, body: unknown) => send(before.adminPort, {method, path: route, headers: {'content-type': 'application/json'}}, JSON.stringify(body));
	const add = async (url: string) => steer('POST', '/add', {url});
	const undo = async () => (JSON.parse((await steer('POST', '/undo', undefined)).body) as {undone: unknown}).undone;
	const weights = async (): Promise<number[]> => {
		const {names, backends} = await poolOf(before.adminPort);
		return [...names, ...backends].map(({weight}) => weight);
	};

	const unknown = await add('http+dns://nobody.test:80');
	assert.equal(unknown.status, 400);
	assert.match(unknown.body, /DNS has no address for http\+dns:\/\/nobody\.test:80/v);
	assert.equal((await add(name)).status, 201);
	assert.equal((await add(name)).status, 409);
	assert.deepEqual(await askedAddresses(before.port, 4), ['127.0.0.2', '127.0.0.3']);
	const changed = await steer('PATCH', `/backends/${encodeURIComponent(name)}`, {weight: 4});
	assert.deepEqual([changed.status, (JSON.parse(changed.body) as {weight: number}).weight], [200, 4]);
	assert.equal((await steer('PATCH', `/backends/${encodeURIComponent(name)}`, {state: 'disabled'})).status, 400);
	assert.deepEqual(await weights(), [4, 4, 4]);
	assert.equal((await steer('PUT', '/pool', {backends: [{url: name, weight: 6}]})).status, 200);
	assert.deepEqual(await weights(), [6, 6, 6]);
	assert.deepEqual(await undo(), {type: 'name-changed', url: name, from: 4, to: 6});
	assert.deepEqual(await weights(), [4, 4, 4]);
	await before.program.line(({message, name: changedName, from, to}) => message === 'name-changed' && changedName === name && from === 6 && to === 4);
	before.program.kill('SIGTERM');
	await before.program.exited;

	const {adminPort} = await startProgram(t, [...flags, `--dns-server=${dns.address}`], home);
	const pool = await poolOf(adminPort);
	assert.deepEqual(pool.names.map(({url, weight}) => [url, weight]), [[name, 4]]);
	assert.deepEqual(pool.backends.map(({weight}) => weight), [4, 4]);
	for (const {id} of pool.backends) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		await send(adminPort, {method: 'DELETE', path: `/backends/${id}`});
	}

	const empty = await poolOf(adminPort);
	assert.deepEqual([empty.backends, empty.names], [[], []]);
});

test('a name that DNS never knew is seen, and can be removed', {skip}, async t => {
	const dns = await startDnsServer(t, {});
	const name = 'https+dns://nobody.test:443';
	const {adminPort, program} = await startProgram(t, [...flags, `--dns-server=${dns.address}`, name]);
	const [{url, addresses, error} = assert.fail()] = (await poolOf(adminPort)).names;
	assert.deepEqual([url, addresses], [name, 0]);
	assert.match(error ?? '', /ENOTFOUND/v);
	const remove = async () => send(adminPort, {method: 'DELETE', path: `/backends/${encodeURIComponent(name)}`});
	assert.equal((await remove()).status, 204);
	assert.deepEqual((await poolOf(adminPort)).names, []);
	await program.line(({message}) => message === 'name-removed');
	assert.equal((await remove()).status, 404);
});

test('a name gets the weight that the config file says, and taken out of it is followed no longer, even if it has no address', {skip}, async t => {
	const dns = await startDnsServer(t, {});
	const file = path.join(await temporaryDirectory(t), 'proxy-tui.yaml');
	await writeFile(file, 'backends: ["http+dns://nobody.test:80", "http://127.0.0.1:1"]');
	const {adminPort, program} = await startProgram(t, [...flags, '--no-save', `--dns-server=${dns.address}`, `--config=${file}`]);
	assert.deepEqual((await poolOf(adminPort)).names.map(({url}) => url), ['http+dns://nobody.test:80']);
	await writeFile(`${file}.new`, 'backends: [{url: "http+dns://nobody.test:80", weight: 3}, "http://127.0.0.1:1"]');
	await rename(`${file}.new`, file);
	await program.message('config-applied');
	assert.deepEqual((await poolOf(adminPort)).names.map(({weight}) => weight), [3]);
	program.lines.length = 0;
	await writeFile(`${file}.new`, 'backends: ["http://127.0.0.1:1"]');
	await rename(`${file}.new`, file);
	await program.message('config-applied');
	const {names, backends} = await poolOf(adminPort);
	assert.deepEqual([names, backends.map(({url}) => url)], [[], ['http://127.0.0.1:1']]);
});

/** Whether a proxy that follows a name reaches the backend, and as whom it asked. */
const reaches = (flagsOf: readonly string[], {asked, port}: {readonly asked: Set<string>; readonly port: number}, name: string, isRight: boolean) => async (t: TestContext): Promise<void> => {
	asked.clear();
	const proxy = await startProxy({urls: [name], flags: flagsOf});
	t.after(proxy.stop);
	const checked = Promise.withResolvers<undefined>();
	const timer = setInterval(() => {
		if (proxy.control.status().backends[0]?.lastCheck) {
			checked.resolve(undefined);
		}
	}, 5);
	await checked.promise;
	clearInterval(timer);
	const {status} = await send(proxy.port);
	const {reason} = proxy.control.status().backends[0]!.lastCheck!;
	assert.deepEqual([reason, status], isRight ? ['200 OK', 200] : ['TLS: certificate of another name', 503]);
	assert.deepEqual([...asked].toSorted((a, b) => a.localeCompare(b)), isRight ? [`probe for web.test, Host web.test:${port}`, `request for web.test, Host web.test:${port}`] : []);
};

test('by https, backends are asked for the name under which they were found, and have to prove it', {skip}, async t => {
	const authority = makeCertificate('Test Authority');
	const asked = new Set<string>();
	const server = https.createServer(makeCertificate('backend', {hosts: ['web.test'], issuer: authority}), ({socket, headers}, response) => {
		const {servername} = socket as TLSSocket & {servername?: string | false};
		asked.add(`${headers['user-agent']?.includes('health check') ? 'probe' : 'request'} for ${String(servername)}, Host ${headers.host}`);
		response.end('ok');
	}).on('tlsClientError', () => {}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.closeAllConnections();
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	const dns = await startDnsServer(t, {
		addresses: {'web.test': ['127.0.0.1'], 'other.test': ['127.0.0.1']}, services: {'_https._tcp.web.test': [`other.test,${port},1,1`]},
	});
	const file = path.join(await temporaryDirectory(t), 'authority.pem');
	await writeFile(file, authority.cert);
	const secure = [`--backend-ca=${file}`, `--dns-server=${dns.address}`, '--change-origin'];
	for (const [name, isRight] of [[`https+dns://web.test:${port}`, true], ['https+srv://_https._tcp.web.test', true], [`https+dns://other.test:${port}`, false]] as const) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		await t.test(name, reaches(secure, {asked, port}, name, isRight));
	}
});
