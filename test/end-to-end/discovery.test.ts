import assert from 'node:assert/strict';
import {once} from 'node:events';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {hasDnsServer, startDnsServer} from '../helpers/dns-server.js';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const skip = hasDnsServer() ? false : 'dnsmasq is missing';
const flags = ['--threads=2', '--rate-limit=0', '--access-log=off'];
const patienceMs = 10_000;

type Pool = {
	readonly backends: ReadonlyArray<{readonly id: string; readonly url: string; readonly origin: string | null}>;
	readonly names: ReadonlyArray<{readonly url: string; readonly addresses: number; readonly error: string | null}>;
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
	await program.line(({message}) => /cannot be looked up: .* The 2 addresses known last are kept/v.test(message));

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

test('a name is added and removed like a backend, and remembered as a name', {skip}, async t => {
	const home = await temporaryDirectory(t);
	const serverPort = await startServer(t);
	const dns = await startDnsServer(t, {addresses: {'web.test': ['127.0.0.2', '127.0.0.3']}});
	const name = `http+dns://web.test:${serverPort}`;
	const before = await startProgram(t, [...flags, `--dns-server=${dns.address}`], home);
	const add = async (url: string) => send(before.adminPort, {method: 'POST', path: '/add', headers: {'content-type': 'application/json'}}, JSON.stringify({url}));
	const unknown = await add('http+dns://nobody.test:80');
	assert.equal(unknown.status, 400);
	assert.match(unknown.body, /DNS knows no address for http\+dns:\/\/nobody\.test:80/v);
	assert.equal((await add(name)).status, 201);
	assert.equal((await add(name)).status, 409);
	assert.deepEqual(await askedAddresses(before.port, 4), ['127.0.0.2', '127.0.0.3']);
	before.program.kill('SIGTERM');
	await before.program.exited;

	const {adminPort} = await startProgram(t, [...flags, `--dns-server=${dns.address}`], home);
	const pool = await poolOf(adminPort);
	assert.deepEqual(pool.names.map(({url}) => url), [name]);
	assert.equal(pool.backends.length, 2);
	for (const {id} of pool.backends) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		await send(adminPort, {method: 'DELETE', path: `/backends/${id}`});
	}

	const empty = await poolOf(adminPort);
	assert.deepEqual([empty.backends, empty.names], [[], []]);
});
