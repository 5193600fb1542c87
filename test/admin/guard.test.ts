import assert from 'node:assert/strict';
import {networkInterfaces} from 'node:os';
import test from 'node:test';
import {allowedHosts} from '../../source/admin/allowed-hosts.js';
import {problemOf, startAdmin, type Admin} from './admin-harness.js';

type Headers = Readonly<Record<string, string | undefined>>;

/** Asks the same with each set of headers; resolves with the status and code of each answer. */
const outcomes = async (ask: Admin['ask'], allHeaders: readonly Headers[], [method, path, body]: readonly [string, string, unknown?] = ['GET', '/status']): Promise<readonly string[]> =>
	Promise.all(allHeaders.map(async headers => {
		const reply = await ask(method, path, {headers, body});
		return reply.status < 400 ? String(reply.status) : `${reply.status} ${String(problemOf(reply).code)}`;
	}));

/** As many times the same as there are items. */
const eachIs = (items: readonly unknown[], outcome: string): readonly string[] => items.map(() => outcome);

const adding = ['POST', '/add', {url: 'http://a'}] as const;

test('on loopback, the ways to write loopback are hosts', async t => {
	const {ask, server: {port}} = await startAdmin(t);
	const hosts = ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'].map(name => ({host: `${name}:${port}`}));
	assert.deepEqual(await outcomes(ask, hosts), eachIs(hosts, '200'));
});

test('a name from another DNS that resolves here is refused', async t => {
	const {ask, control, server: {port}} = await startAdmin(t);
	const names = ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '0.0.0.0', '127.0.0.2', '2130706433', 'localhost.'];
	const hosts = [...names.map(name => `${name}:${port}`), 'localhost', '127.0.0.1', `localhost:${port + 1}`].map(host => ({host}));
	assert.deepEqual(await outcomes(ask, hosts, adding), eachIs(hosts, '403 host_not_allowed'));
	assert.deepEqual(control.status().backends, []);
});

test('a malformed, doubled or missing Host is refused', async t => {
	const {ask, sendRaw, server: {port}} = await startAdmin(t);
	const hosts = ['a b', 'http://localhost', `user@localhost:${port}`, '[::1', 'localhost:99999', '\u{E4}', `localhost:${port}/`, `localhost:${port},localhost:${port}`].map(host => ({host}));
	const refusals = await outcomes(ask, hosts);
	assert.deepEqual(refusals.filter(outcome => outcome !== '400 malformed_request' && outcome !== '403 host_not_allowed'), []);

	const doubled = await sendRaw(`GET /status HTTP/1.1\r\nHost: localhost:${port}\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
	assert.match(doubled, /^HTTP\/1\.1 400 /v);
	const mixed = await sendRaw(`GET /status HTTP/1.1\r\nHost: localhost:${port}\r\nhost: evil.example\r\nConnection: close\r\n\r\n`);
	assert.match(mixed, /^HTTP\/1\.1 400 /v);
	const empty = await sendRaw('GET /status HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n');
	assert.match(empty, /^HTTP\/1\.1 40[03] /v);
	const missing = await sendRaw('GET /status HTTP/1.1\r\nConnection: close\r\n\r\n');
	assert.match(missing, /^HTTP\/1\.1 400 /v);
	const old = await sendRaw('GET /status HTTP/1.0\r\n\r\n');
	assert.match(old, /^HTTP\/1\.1 400 /v);
});

test('a whole URL for a target does not get around Host', async t => {
	const {sendRaw, server: {port}} = await startAdmin(t);
	const reply = await sendRaw(`GET http://localhost:${port}/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
	assert.match(reply, /^HTTP\/1\.1 403 /v);
});

test('pages of other sites are refused, whatever they send', async t => {
	const {ask, control, server: {port}} = await startAdmin(t);
	const foreign: readonly Headers[] = [
		{origin: 'https://evil.example'},
		{origin: 'null'},
		{origin: `https://127.0.0.1:${port}`},
		{origin: 'http://127.0.0.1'},
		{origin: `http://localhost:${port}`},
		{origin: ''},
		{'sec-fetch-site': 'cross-site'},
		{'sec-fetch-site': 'same-site'},
		{'sec-fetch-site': ''},
		{origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'cross-site'},
	];
	assert.deepEqual(await outcomes(ask, foreign, adding), eachIs(foreign, '403 origin_not_allowed'));
	assert.deepEqual(await outcomes(ask, foreign), eachIs(foreign, '403 origin_not_allowed'));
	assert.deepEqual(control.status().backends, []);
});

test('its own pages, and those who type the address, are let in', async t => {
	const {ask, server: {port}} = await startAdmin(t);
	const own: readonly Headers[] = [{origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin'}, {'sec-fetch-site': 'none'}];
	assert.deepEqual(await outcomes(ask, own), eachIs(own, '200'));
});

test('what a form of another site can send is refused by its type', async t => {
	const {ask, control} = await startAdmin(t);
	const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '', 'application/jsonp', 'application/json; charset=latin1', 'text/plain, application/json', 'application/json;x'];
	const headers: readonly Headers[] = [...types.map(type => ({'content-type': type})), {'content-encoding': 'gzip'}];
	assert.deepEqual(await outcomes(ask, headers, adding), eachIs(headers, '415 unsupported_media_type'));
	assert.deepEqual(control.status().backends, []);
});

for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/json ']) {
	test(`a body may be called ${JSON.stringify(type)}`, async t => {
		const {ask} = await startAdmin(t);
		assert.deepEqual(await outcomes(ask, [{'content-type': type}], adding), ['201']);
	});
}

const wrongTokens: ReadonlyArray<readonly [authorization: string, challenge: string]> = [
	['', 'Bearer realm="proxy-tui"'],
	['right-token', 'Bearer realm="proxy-tui"'],
	['Basic right-token', 'Bearer realm="proxy-tui"'],
	['Bearer', 'Bearer realm="proxy-tui"'],
	['Bearer wrong-token', 'Bearer realm="proxy-tui", error="invalid_token"'],
	['Bearer right-toke', 'Bearer realm="proxy-tui", error="invalid_token"'],
	['Bearer right-token2', 'Bearer realm="proxy-tui", error="invalid_token"'],
	['Bearer RIGHT-TOKEN', 'Bearer realm="proxy-tui", error="invalid_token"'],
];

for (const [authorization, challenge] of wrongTokens) {
	test(`${JSON.stringify(authorization)} is not the token: nothing is told or done`, async t => {
		const {ask, control} = await startAdmin(t, {token: 'right-token'});
		const reply = await ask('POST', '/add', {headers: {authorization}, body: {url: 'http://a'}});
		assert.deepEqual([problemOf(reply).code, reply.status, reply.headers['www-authenticate']], ['unauthorized', 401, challenge]);
		assert.deepEqual(await outcomes(ask, [{authorization}], ['GET', '/nothing']), ['401 unauthorized']);
		assert.deepEqual(control.status().backends, []);
	});
}

test('without a token nothing is returned, with the right one everything is', async t => {
	const {ask} = await startAdmin(t, {token: 'right-token'});
	assert.deepEqual(await outcomes(ask, [{}, {authorization: 'Bearer right-token'}, {authorization: 'bearer  right-token'}]), ['401 unauthorized', '200', '200']);
});

test('the token does not open the door to other sites or hosts', async t => {
	const {ask} = await startAdmin(t, {token: 'right-token'});
	const authorization = 'Bearer right-token';
	assert.deepEqual(
		await outcomes(ask, [{authorization, origin: 'https://evil.example'}, {authorization, host: 'evil.example'}]),
		['403 origin_not_allowed', '403 host_not_allowed'],
	);
});

test('beyond loopback, the addresses of this machine and the given name are hosts', () => {
	const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? []);
	const everywhere = allowedHosts(['0.0.0.0', '0.0.0.0'], 8082);
	assert.deepEqual(addresses.filter(({address, family}) => !everywhere.has(`${family === 'IPv6' ? `[${address}]` : address}:8082`)), []);
	assert.equal(everywhere.has('0.0.0.0:8082'), false);
	assert.equal(everywhere.has('localhost:8082'), true);

	const named = allowedHosts(['Balancer.example', '192.0.2.1'], 8082);
	assert.equal(named.has('balancer.example:8082'), true);
	assert.equal(named.has('192.0.2.1:8082'), true);
	assert.equal(named.has('other.example:8082'), false);
});

test('the port may be left out where it is the usual one', () => {
	assert.equal(allowedHosts(['127.0.0.1'], 80).has('localhost'), true);
	assert.equal(allowedHosts(['127.0.0.1'], 8082).has('localhost'), false);
	assert.deepEqual([...allowedHosts(['127.0.0.1'], 8082)], ['127.0.0.1:8082', 'localhost:8082', '[::1]:8082']);
});
