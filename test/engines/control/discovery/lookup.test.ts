import assert from 'node:assert/strict';
import test from 'node:test';
import {createLookup, shareWeights} from '../../../../source/engines/control/discovery/lookup.js';
import {parseBackendName, type BackendName} from '../../../../source/model/backend-name.js';
import {hasDnsServer, startDnsServer} from '../../../helpers/dns-server.js';

const nameOf = (text: string): BackendName => {
	const name = parseBackendName(text);
	if (typeof name === 'string') {
		throw new TypeError(`${text}: ${name}`);
	}

	return name;
};

const skip = hasDnsServer() ? false : 'dnsmasq is missing';

test('a name stands for all its addresses of both families', {skip}, async t => {
	const {address} = await startDnsServer(t, {addresses: {'web.test': ['127.0.0.1', '127.0.0.2', '::1']}});
	const {found, ttlMs} = await createLookup(address)(nameOf('http+dns://Web.Test:8080'), 3);
	assert.deepEqual(found.toSorted((a, b) => a.url.localeCompare(b.url)), [
		{url: 'http://[::1]:8080', weight: 3, tier: 0},
		{url: 'http://127.0.0.1:8080', weight: 3, tier: 0},
		{url: 'http://127.0.0.2:8080', weight: 3, tier: 0},
	]);
	assert.equal(ttlMs, 1000);
});

test('a service stands for its targets, with their ports, weights and priorities', {skip}, async t => {
	const {address} = await startDnsServer(t, {
		addresses: {'a.test': ['127.0.0.1'], 'b.test': ['127.0.0.2'], 'c.test': ['127.0.0.3']},
		services: {'_http._tcp.web.test': ['a.test,8001,10,60', 'b.test,8002,10,40', 'c.test,8003,20,0', 'missing.test,8004,10,1']},
	});
	const {found, ttlMs} = await createLookup(address)(nameOf('http+srv://_http._tcp.web.test'), 1);
	assert.deepEqual(found.toSorted((a, b) => a.url.localeCompare(b.url)), [
		{url: 'http://127.0.0.1:8001', weight: 60, tier: 0},
		{url: 'http://127.0.0.2:8002', weight: 40, tier: 0},
		{url: 'http://127.0.0.3:8003', weight: 1, tier: 1},
	]);
	assert.equal(ttlMs, 1000);
	const secure = await createLookup(address)(nameOf('https+srv://_http._tcp.web.test'), 1);
	assert.deepEqual(new Set(secure.found.map(({url}) => url)), new Set(['https://127.0.0.1:8001', 'https://127.0.0.2:8002', 'https://127.0.0.3:8003']));
});

test('an unknown name and a server that does not answer are failures', {skip}, async t => {
	const {address, change} = await startDnsServer(t, {});
	await assert.rejects(createLookup(address)(nameOf('http+dns://nobody.test:80'), 1));
	await assert.rejects(createLookup(address)(nameOf('http+srv://_http._tcp.nobody.test'), 1));
	await change(undefined);
	await assert.rejects(createLookup(address)(nameOf('http+dns://ready.test:80'), 1));
});

test('weights of records become weights of backends in proportion', () => {
	assert.deepEqual(shareWeights([60, 40, 0]), [60, 40, 1]);
	assert.deepEqual(shareWeights([65_535, 32_768, 1]), [256, 128, 1]);
	assert.deepEqual(shareWeights([0, 0]), [1, 1]);
	assert.deepEqual(shareWeights([]), []);
});

test('names are read with their port, services without', () => {
	assert.deepEqual(parseBackendName('http+dns://Web.internal.:3000/'), {
		kind: 'dns', scheme: 'http', host: 'web.internal', port: 3000, url: 'http+dns://web.internal:3000',
	});
	assert.equal(nameOf('http+dns://web').url, 'http+dns://web:80');
	assert.equal(nameOf('https+dns://web').url, 'https+dns://web:443');
	assert.equal(nameOf('HTTPS+SRV://_https._tcp.web').scheme, 'https');
	assert.deepEqual(parseBackendName('HTTP+SRV://_http._tcp.web'), {kind: 'srv', scheme: 'http', host: '_http._tcp.web', url: 'http+srv://_http._tcp.web'});
	for (const text of ['http+dns://', 'http+dns://a b:1', 'http+dns://web:0', 'http+dns://web:70000', 'http+dns://web/path', 'http+srv://_http._tcp.web:80', 'http+dns://u:p@web', 'ftp+dns://web']) {
		assert.equal(typeof parseBackendName(text), 'string', text);
	}
});
