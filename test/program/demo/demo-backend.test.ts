import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:net';
import test, {type TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {DemoBackend, type DemoBackendOptions} from '../../../source/program/demo/demo-backend.js';
import {createRandom} from '../../../source/program/demo/random-numbers.js';
import {failureCode} from './failure-code.js';

const startDemoBackend = async (t: TestContext, options: Partial<DemoBackendOptions> = {}) => {
	const backend = new DemoBackend({
		name: 'test',
		latencyMs: [0, 0],
		failureShare: 0,
		random: createRandom(1),
		...options,
	});
	await backend.start();
	t.after(() => {
		backend.goDown();
	});
	return backend;
};

/** Asks without following redirects, and reads the whole body. */
const ask = async ({url}: DemoBackend, target: string, options: RequestInit = {}) => {
	const response = await fetch(url + target, {redirect: 'manual', ...options});
	const {byteLength} = await response.arrayBuffer();
	return {status: response.status, bytes: byteLength};
};

const statusOf = async (...question: Parameters<typeof ask>) => {
	const {status} = await ask(...question);
	return status;
};

test('answers each route as it says', async t => {
	const backend = await startDemoBackend(t);
	assert.equal(await statusOf(backend, '/products/17'), 200);
	assert.equal(await statusOf(backend, '/orders', {method: 'POST', body: 'one lamp'}), 201);
	assert.equal(await statusOf(backend, '/cart/items/3', {method: 'DELETE'}), 204);
	assert.equal(await statusOf(backend, '/account'), 302);
	assert.equal(await statusOf(backend, '/favicon.ico'), 404);
	const {bytes} = await ask(backend, '/images/product-9.jpg');
	assert.ok(bytes >= 40 * 1024);
	assert.ok(bytes <= 180 * 1024);
});

test('says 304 only to those who have it', async t => {
	const backend = await startDemoBackend(t);
	assert.deepEqual(await ask(backend, '/assets/app.js', {headers: {'if-none-match': '"demo"'}}), {status: 304, bytes: 0});
	assert.equal(await statusOf(backend, '/assets/app.js'), 200);
});

test('says who it is everywhere else', async t => {
	const {url} = await startDemoBackend(t);
	const response = await fetch(`${url}/hello`);
	assert.equal(await response.text(), 'This is the test demo backend.\n');
});

test('fails as often as it should, but never at the root', async t => {
	const backend = await startDemoBackend(t, {failureShare: 0.5});
	const statusesOf = async (target: string) => Promise.all(Array.from({length: 60}, async () => statusOf(backend, target)));
	const statuses = await statusesOf('/products/1');
	const failures = statuses.filter(status => status === 500).length;
	assert.ok(failures > 15);
	assert.ok(failures < 45);
	assert.deepEqual(new Set(await statusesOf('/')), new Set([200]));
});

test('takes its time', async t => {
	const backend = await startDemoBackend(t, {latencyMs: [40, 60]});
	const startedAt = performance.now();
	await ask(backend, '/');
	assert.ok(performance.now() - startedAt >= 39);
});

test('refuses connections while it is down, and comes back on the same port', async t => {
	const backend = await startDemoBackend(t);
	const {url} = backend;
	backend.goDown();
	assert.equal(await failureCode(ask(backend, '/')), 'ECONNREFUSED');
	backend.comeBack();
	assert.equal(backend.url, url);
	assert.equal(await statusOf(backend, '/'), 200);
});

test('cuts the connections there are when it goes down', async t => {
	const arrived = Promise.withResolvers<undefined>();
	const backend = await startDemoBackend(t, {
		latencyMs: [60_000, 60_000],
		random() {
			// How long the answer takes is drawn when the request has arrived.
			arrived.resolve(undefined);
			return 0;
		},
	});
	const failure = failureCode(ask(backend, '/'));
	await arrived.promise;
	backend.goDown();
	assert.equal(await failure, 'UND_ERR_SOCKET');
});

test('waits for its port when another program has it', async t => {
	const backend = await startDemoBackend(t);
	const {port} = new URL(backend.url);
	backend.goDown();
	const intruder = createServer().listen(Number(port), '127.0.0.1');
	await once(intruder, 'listening');
	backend.comeBack();
	// Time for it to find the port taken.
	await delay(100);
	intruder.close();
	await once(intruder, 'close');
	assert.equal(await failureCode(ask(backend, '/')), 'ECONNREFUSED');

	await delay(1000);
	assert.equal(await statusOf(backend, '/'), 200);
});
