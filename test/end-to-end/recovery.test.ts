import assert from 'node:assert/strict';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import test, {type TestContext} from 'node:test';
import {answerEach, requestHead} from '../helpers/backend-scripts.js';
import {startProgram} from '../helpers/program.js';
import {RawClient} from '../helpers/raw-client.js';
import {type RunningProxy, startProxy} from '../helpers/running-proxy.js';
import {
	refusedPort,
	type Script,
	type ScriptedBackend,
	startBackend,
	startHttpBackend,
} from '../helpers/scripted-backend.js';

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody';
const answer = (status: string, fields = ''): string => `HTTP/1.1 ${status}\r\nContent-Length: 2\r\n${fields}\r\nok`;

/** Answers traffic and leaves health checks without an answer, so that these change nothing. */
const answerTraffic = (status = '200 OK'): Script => async connection => {
	await requestHead(connection);
	if (!connection.received.includes('(health check)')) {
		// Not said, a POST could follow on it and be lost.
		connection.socket.end(answer(status, 'Connection: close\r\n'));
	}
};

type Setup = {
	readonly proxy: RunningProxy;
	readonly ask: (request?: string) => Promise<RawClient>;
	readonly statusOf: (request?: string) => Promise<number>;
	/** The nth backend comes back under its address. */
	readonly revive: (script: Script, index?: number) => Promise<ScriptedBackend>;
};

/** Looks again every few milliseconds: shared memory sends no notifications. */
const until = async (isReached: () => boolean): Promise<void> => {
	while (!isReached()) {
		// eslint-disable-next-line no-await-in-loop -- Each look waits for the one before.
		await delay(5);
	}
};

const isTraffic = ({received}: {readonly received: string}): boolean => received.startsWith('GET') && !received.includes('(health check)');

/** Of this process alone: the port of a backend that is gone must not be given to a server of another test meanwhile. */
const host = `127.1.${Math.floor(process.pid / 256) % 256}.${process.pid % 256}`;

/** A proxy whose backends were healthy, and are gone. */
const setUp = async (t: TestContext, flags: readonly string[] = [], count = 1): Promise<Setup> => {
	const backends = await Promise.all(Array.from({length: count}, async () => startBackend(answerEach(answer('200 OK')), {host})));
	const proxy = await startProxy({urls: backends.map(({url}) => url), flags});
	const revived: ScriptedBackend[] = [];
	t.after(async () => {
		await proxy.stop();
		await Promise.all(revived.map(async backend => backend.close()));
	});
	await until(() => proxy.control.status().backends.every(({health}) => health === 'healthy'));
	await Promise.all(backends.map(async backend => backend.close()));
	const ask = async (request = get) => {
		const client = await proxy.connect();
		client.send(request);
		return client;
	};

	return {
		proxy,
		ask,
		async statusOf(request) {
			const client = await ask(request);
			const {status} = await client.response();
			client.socket.destroy();
			return status;
		},
		async revive(script, index = 0) {
			const backend = await startBackend(script, {port: backends[index]!.port, host});
			revived.push(backend);
			return backend;
		},
	};
};

const codeOf = async (client: RawClient): Promise<unknown> => (JSON.parse((await client.response()).body) as {code: unknown}).code;

/** Traffic finds that all are down. */
const findDown = async ({statusOf, proxy}: Setup): Promise<void> => {
	assert.equal(await statusOf(), 502);
	assert.equal(proxy.control.status().backends.every(({health}) => health === 'unhealthy'), true);
};

const becomesHealthy = async ({control}: RunningProxy): Promise<string> => new Promise(resolve => {
	const unsubscribe = control.subscribe(event => {
		if (event.type === 'health-changed' && event.to === 'healthy') {
			unsubscribe();
			resolve(event.reason);
		}
	});
});

test('the only backend that comes back serves the next request, and is healthy by that', async t => {
	const setup = await setUp(t, ['--threads=2']);
	await findDown(setup);
	assert.equal(await codeOf(await setup.ask()), 'no_backend_available');
	const {attempts, failedAttempts, backend} = await setup.proxy.logRecord(2);
	assert.deepEqual([attempts, failedAttempts, backend], [0, undefined, undefined], 'it costs no more than it did without a trial');
	assert.equal(setup.proxy.control.status().backends[0]!.failures, 1);

	const healthy = becomesHealthy(setup.proxy);
	await setup.revive(answerTraffic());
	assert.equal(await setup.statusOf(), 200);
	assert.equal(await healthy, 'responded to a request: 200 OK');
	assert.deepEqual([await setup.statusOf(), await setup.statusOf(post)], [200, 200]);
	assert.equal((await setup.proxy.logRecord(3)).attempts, 1);
});

test('each answer counts as one passed check, so a backend needs as many as were set', async t => {
	const setup = await setUp(t, ['--health-rise=3']);
	await findDown(setup);
	const healthy = becomesHealthy(setup.proxy);
	await setup.revive(answerTraffic('404 Not Found'));
	for (let count = 1; count <= 3; count++) {
		assert.equal(setup.proxy.control.status().backends[0]!.health, 'unhealthy');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal(await setup.statusOf(), 404);
	}

	assert.equal(await healthy, 'responded to a request: 404 Not Found');
});

test('a login that finds its backend back goes on there before the backend counts as up, and ends when that drains', async t => {
	const setup = await setUp(t, ['--health-rise=3']);
	await findDown(setup);
	await setup.revive(connection => {
		connection.socket.on('data', chunk => {
			// Health checks get no answer, so that these change nothing.
			if (!String(chunk).includes('(health check)')) {
				connection.socket.write(answer(connection.received.includes('second') ? '200 OK' : '401 Unauthorized'));
			}
		});
	});
	const client = await setup.ask('GET / HTTP/1.1\r\nHost: a\r\nAuthorization: NTLM first\r\n\r\n');
	assert.equal((await client.response()).status, 401);
	client.send('GET / HTTP/1.1\r\nHost: a\r\nAuthorization: NTLM second\r\n\r\n');
	assert.equal((await client.response()).status, 200);
	assert.equal(setup.proxy.control.status().backends[0]!.health, 'unhealthy');
	await setup.proxy.control.updateBackend('b1', {state: 'draining'});
	assert.equal(await client.closed, 'end');
});

test('an answer from 500 on reaches its client and speaks for nothing', async t => {
	const setup = await setUp(t);
	await findDown(setup);
	await setup.revive(answerTraffic('503 Starting'));
	assert.deepEqual([await setup.statusOf(), await setup.statusOf()], [503, 503]);
	assert.equal((await setup.proxy.logRecord(3)).error, undefined);
	assert.equal(setup.proxy.control.status().backends[0]!.health, 'unhealthy');
});

test('one request at a time tries, over all threads; others are refused at once, and its place is free when it leaves', async t => {
	const setup = await setUp(t, ['--threads=2']);
	await findDown(setup);
	const {promise: isTold, resolve: tell} = Promise.withResolvers<void>();
	const backend = await setup.revive(async connection => {
		await requestHead(connection);
		await isTold;
		connection.socket.end(answer('200 OK'));
	});
	const first = await setup.ask();
	await until(() => backend.connections.some(connection => isTraffic(connection)));

	const others = await Promise.all(Array.from({length: 10}, async () => setup.ask()));
	assert.deepEqual(new Set(await Promise.all(others.map(async client => codeOf(client)))), new Set(['no_backend_available']));
	first.reset();
	await setup.proxy.untilIdle();
	const healthy = becomesHealthy(setup.proxy);
	const next = await setup.ask();
	tell();
	assert.equal((await next.response()).status, 200);
	await healthy;
	assert.equal(backend.connections.filter(connection => isTraffic(connection)).length, 2);
});

test('a backend whose check was answered wrongly, or that gets no requests, is never tried', async t => {
	const wrong = await startHttpBackend(({headers}, response) => {
		response.writeHead(headers['user-agent']?.includes('health check') ? 404 : 200).end();
	});
	t.after(wrong.close);
	const proxy = await startProxy({urls: [wrong.url]});
	t.after(proxy.stop);
	await until(() => proxy.control.status().backends[0]!.health === 'unhealthy');

	const client = await proxy.connect();
	client.send(get);
	assert.equal(await codeOf(client), 'no_backend_available');

	const setup = await setUp(t);
	await findDown(setup);
	const backend = await setup.revive(answerTraffic());
	await setup.proxy.control.updateBackend('b1', {state: 'disabled'});
	assert.equal(await setup.statusOf(), 503);
	await setup.proxy.control.updateBackend('b1', {state: 'active'});
	assert.equal(await setup.statusOf(), 200);
	assert.equal(backend.connections.filter(connection => isTraffic(connection)).length, 1);
});

test('of several that are down, the one that has come back is found', async t => {
	const setup = await setUp(t, ['--threads=2'], 3);
	await findDown(setup);
	await setup.revive(answerTraffic(), 1);
	assert.equal(await setup.statusOf(), 200);
});

test('a request waits for a backend to come up, the one that finds it gone as well as those that come later', async t => {
	const setup = await setUp(t, ['--threads=2', '--wait-for-backend=1m']);
	const clients = [await setup.ask(), await setup.ask(post), ...await Promise.all(Array.from({length: 20}, async () => setup.ask()))];
	await setup.proxy.untilCarries(22);
	await setup.revive(answerTraffic());
	const answers = await Promise.all(clients.map(async client => client.response()));
	assert.deepEqual(new Set(answers.map(({status}) => status)), new Set([200]));
});

test('a request that has waited in vain gets 503, and the time is changed at run time', async t => {
	const setup = await setUp(t, ['--wait-for-backend=200ms']);
	const first = await setup.ask();
	assert.equal(await codeOf(first), 'no_backend_available');
	const {durationMs} = await setup.proxy.logRecord(1);
	assert.ok(durationMs >= 200, `${durationMs}`);
	await setup.proxy.control.updateSettings({waitForBackend: '1m'});
	const second = await setup.ask();
	await setup.proxy.untilCarries(1);
	await setup.proxy.control.updateSettings({waitForBackend: '0s'});
	assert.equal(await codeOf(second), 'no_backend_available');
});

test('no more wait than have room, and one that leaves makes room', async t => {
	const setup = await setUp(t, ['--wait-for-backend=1m', '--max-queue=2']);
	const clients = [await setup.ask(), await setup.ask()];
	await setup.proxy.untilCarries(2);
	// Each of them tries and comes back several times a second, and keeps its place.
	await delay(500);
	assert.equal(await codeOf(await setup.ask()), 'queue_full');
	clients[0]!.reset();
	await setup.proxy.untilCarries(1);
	const third = await setup.ask();
	await setup.proxy.untilCarries(2);
	await setup.revive(answerTraffic());
	assert.deepEqual([(await clients[1]!.response()).status, (await third.response()).status], [200, 200]);
});

test('the attempts of a request that waits leave nothing behind', async t => {
	const {program, port} = await startProgram(t, ['--no-save', '--threads=1', '--wait-for-backend=3s', `127.0.0.1:${await refusedPort()}`]);
	const clients = await Promise.all(['X: 1', 'Authorization: NTLM abc'].map(async field => {
		const client = await RawClient.connect(port);
		client.send(`GET / HTTP/1.1\r\nHost: a\r\n${field}\r\n\r\n`);
		return client;
	}));
	// Each of them tries several times a second.
	for (const client of clients) {
		// eslint-disable-next-line no-await-in-loop -- both wait at once
		assert.equal(await codeOf(client), 'no_backend_available');
		client.end();
	}

	program.kill('SIGTERM');
	await program.exited;
	assert.equal(program.stderr, '', 'no listeners have piled up');
});

test('an empty pool is waited for as well', async t => {
	const setup = await setUp(t, ['--wait-for-backend=1m']);
	await setup.proxy.control.updateBackend('b1', {state: 'disabled'});
	const client = await setup.ask();
	await setup.proxy.untilCarries(1);
	await setup.revive(answerTraffic());
	await setup.proxy.control.updateBackend('b1', {state: 'active'});
	assert.equal((await client.response()).status, 200);
});
