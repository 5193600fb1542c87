import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after, type TestContext} from 'node:test';
import {answerEach, hang, reset} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Connection, Script} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';
import {accept, upgradeRequest} from '../../helpers/tunnel-scripts.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

const single = await shareProxy();
const double = await shareProxy(['--threads=2']);
const pair = await shareProxy(['--policy=first'], 2);
after(async () => {
	await Promise.all([single, double, pair].map(async ({proxy}) => proxy.stop()));
});

type Proxy = (typeof single)['proxy'];

const clientsOf = async (proxy: Proxy, count: number): Promise<RawClient[]> => Promise.all(Array.from({length: count}, async () => proxy.connect()));

const sendAll = (clients: readonly RawClient[], bytes = get): void => {
	for (const client of clients) {
		client.send(bytes);
	}
};

const statusOf = async (client: RawClient): Promise<number> => (await client.response()).status;

const codeOf = async (client: RawClient): Promise<string> => ((await client.response()).json() as {code: string}).code;

const askAll = async (clients: readonly RawClient[]): Promise<number[]> => {
	sendAll(clients);
	return Promise.all(clients.map(async client => statusOf(client)));
};

/** Holds every request until it is told to answer. */
const holding = () => {
	const held: Connection[] = [];
	const script: Script = connection => {
		let answered = 0;
		connection.socket.on('data', () => {
			const heads = connection.received.split('\r\n\r\n').length - 1;
			for (; answered < heads; answered++) {
				held.push(connection);
			}
		});
	};

	return {
		script,
		held,
		async untilHeld(count: number) {
			while (held.length < count) {
				// eslint-disable-next-line no-await-in-loop -- Looks again until they have come.
				await delay(2);
			}
		},
		/** The oldest. */
		answerOne() {
			held.shift()!.socket.write(ok);
		},
	};
};

/** Long enough for what must not happen to be seen, were it to. */
const aWhileMs = 50;

/* Connections of clients. */

for (const [threads, shared] of [[1, single], [2, double]] as const) {
	test(`--max-connections: further connections wait until one ends, over ${threads} threads`, async () => {
		const {script, held, untilHeld} = holding();
		await shared.begin([script], {maxConnections: 4});
		const first = await clientsOf(shared.proxy, 4);
		sendAll(first);
		await untilHeld(4);
		const late = await clientsOf(shared.proxy, 2);
		sendAll(late);
		await delay(aWhileMs);
		assert.equal(held.length, 4);
		first[0]!.reset();
		await untilHeld(5);
		held.at(-1)!.socket.write(ok);
		const winner = await Promise.race(late.map(async client => {
			await client.untilReceived('ok');
			return client;
		}));
		// A connection waits, so connections are not kept.
		assert.equal((await winner.response()).header('connection'), 'close');
		const loser = late.find(client => client !== winner)!;
		await untilHeld(6);
		held.at(-1)!.socket.write(ok);
		assert.equal(await statusOf(loser), 200);
	});
}

test('connections that wait are served in the order in which they came', async () => {
	const {proxy} = single;
	await single.begin([connection => {
		connection.socket.on('data', chunk => {
			if (String(chunk).startsWith('GET / ')) {
				connection.socket.write(ok);
			}
		});
	}], {maxConnections: 1});
	const first = await proxy.connect();
	first.send('GET /unanswered HTTP/1.1\r\nHost: x\r\n\r\n');
	await proxy.untilCarries(1);
	const order: number[] = [];
	const late: Array<Promise<void>> = [];
	for (let number = 0; number < 5; number++) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const client = await proxy.connect();
		client.send(get);
		late.push((async () => {
			await client.response();
			order.push(number);
		})());
	}

	first.reset();
	await Promise.all(late);
	assert.deepEqual(order, [0, 1, 2, 3, 4]);
});

test('idle connections give way to those that wait', async () => {
	await single.begin([answerEach(ok)], {maxConnections: 2});
	await askAll(await clientsOf(single.proxy, 2));
	assert.deepEqual(await askAll([await single.proxy.connect()]), [200]);
});

test('tunnels count as connections', async () => {
	await single.begin([accept()], {maxConnections: 1});
	const [tunnel, late] = [await single.proxy.connect(), await single.proxy.connect()];
	tunnel.send(upgradeRequest());
	assert.equal(await statusOf(tunnel), 101);
	late.send(upgradeRequest());
	await delay(aWhileMs);
	assert.equal(late.received, '');
	tunnel.reset();
	assert.equal(await statusOf(late), 101);
});

test('a client that leaves while it waits takes no place', async () => {
	const {script, untilHeld} = holding();
	await single.begin([script], {maxConnections: 1});
	const [first, leaver, last] = await clientsOf(single.proxy, 3);
	first!.send(get);
	await untilHeld(1);
	leaver!.reset();
	last!.send(get);
	first!.reset();
	await untilHeld(2);
});

test('when very many wait, further connections are closed; the rest is served as before', async () => {
	const {script, untilHeld, answerOne} = holding();
	await single.begin([script], {maxConnections: 20});
	const served = await clientsOf(single.proxy, 20);
	sendAll(served);
	await untilHeld(20);
	const crowd = await clientsOf(single.proxy, 1100);
	await Promise.race(crowd.map(async client => client.closed));
	answerOne();
	assert.equal(await Promise.race(served.map(async client => statusOf(client))), 200);
});

/* Exchanges at a backend. */

test('--max-backend-connections: further requests wait in line, in their order', async () => {
	const {script, held, untilHeld, answerOne} = holding();
	await single.begin([script], {maxBackendConnections: 2});
	const {proxy} = single;
	const clients = await clientsOf(proxy, 5);
	for (const [number, client] of clients.entries()) {
		client.send(get);
		// eslint-disable-next-line no-await-in-loop -- So that their order is known.
		await proxy.untilCarries(number + 1);
		// eslint-disable-next-line no-await-in-loop -- So that their order is known.
		await untilHeld(Math.min(number + 1, 2));
	}

	await delay(aWhileMs);
	assert.equal(held.length, 2);
	assert.equal(proxy.control.status().backends[0]!.connections, 2);
	const waiting = new Map(clients.map((client, number) => [number, statusOf(client).then(status => ({number, status}))]));
	const answered: unknown[] = [];
	while (waiting.size > 0) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await untilHeld(1);
		answerOne();
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const answer = await Promise.race(waiting.values());
		waiting.delete(answer.number);
		answered.push(answer);
	}

	assert.deepEqual(answered, clients.map((_, number) => ({number, status: 200})));
});

test('a backend that is full is passed over while another is not', async () => {
	const [first, second] = [holding(), holding()];
	await pair.begin([first.script, second.script], {maxBackendConnections: 1});
	const clients = await clientsOf(pair.proxy, 2);
	sendAll(clients);
	await Promise.all([first.untilHeld(1), second.untilHeld(1)]);
	first.answerOne();
	second.answerOne();
	assert.deepEqual(await Promise.all(clients.map(async client => statusOf(client))), [200, 200]);
});

test('over two threads together, a backend never has more in flight than it may', async () => {
	let now = 0;
	let most = 0;
	await double.begin([({socket}) => {
		socket.on('data', () => {
			now++;
			most = Math.max(most, now);
			setTimeout(() => {
				now--;
				socket.write(ok);
			}, 2);
		});
	}], {maxBackendConnections: 3, queueTimeout: '1m'});
	const clients = await clientsOf(double.proxy, 30);
	for (let round = 0; round < 5; round++) {
		// eslint-disable-next-line no-await-in-loop -- One round after the other.
		assert.ok((await askAll(clients)).every(status => status === 200));
	}

	assert.equal(most, 3);
});

test('a request gets 503 with Retry-After after the queue timeout', async () => {
	await single.begin([hang], {maxBackendConnections: 1, queueTimeout: '150ms'});
	const {proxy} = single;
	const {unavailable, requests} = proxy.control.status().totals;
	const [first, second] = await clientsOf(proxy, 2);
	first!.send(get);
	await single.backend.connection(1);
	const startedAt = performance.now();
	second!.send(get);
	const response = await second!.response();
	const waited = performance.now() - startedAt;
	assert.deepEqual([response.status, (response.json() as {code: string}).code, response.header('retry-after')], [503, 'queue_timeout', '1']);
	assert.ok(waited >= 140, `after ${waited} ms`);
	const {error, attempts} = await proxy.logRecord(requests + 1);
	assert.deepEqual([error, attempts], ['queue_timeout', 0]);
	assert.equal(proxy.control.status().totals.unavailable, unavailable + 1);
});

test('the line is bounded', async () => {
	await single.begin([hang], {maxBackendConnections: 1, maxQueue: 2, queueTimeout: '500ms'});
	const [first, ...others] = await clientsOf(single.proxy, 5);
	first!.send(get);
	await single.backend.connection(1);
	sendAll(others);
	const codes = await Promise.all(others.map(async client => codeOf(client)));
	assert.deepEqual(codes.toSorted(), ['queue_full', 'queue_full', 'queue_timeout', 'queue_timeout']);
});

test('a client that leaves the line makes room for the next', async () => {
	const {script, untilHeld, answerOne} = holding();
	await single.begin([script], {maxBackendConnections: 1, maxQueue: 1, queueTimeout: '1m'});
	const {proxy} = single;
	const {requests} = proxy.control.status().totals;
	const [first, leaver, next] = await clientsOf(proxy, 3);
	first!.send(get);
	await untilHeld(1);
	leaver!.send(get);
	await proxy.untilCarries(2);
	leaver!.reset();
	const {status, attempts} = await proxy.logRecord(requests + 1);
	assert.deepEqual([status, attempts], [499, 0]);
	next!.send(get);
	await proxy.untilCarries(2);
	answerOne();
	assert.equal(await statusOf(first!), 200);
	await untilHeld(1);
	answerOne();
	assert.equal(await statusOf(next!), 200);
});

test('when its backend is taken away, the line moves on: to another, or to 503 if there is none', async t => {
	const [busy, other] = [holding(), holding()];
	await pair.begin([busy.script, other.script], {maxBackendConnections: 1, queueTimeout: '1m'});
	const {proxy: {control, untilCarries}} = pair;
	const [b1, b2] = control.status().backends;
	t.after(async () => Promise.all([b1, b2].map(async backend => control.updateBackend(backend!.id, {state: 'active'}))));
	await control.updateBackend(b2!.id, {state: 'disabled'});
	const [first, second, third] = await clientsOf(pair.proxy, 3);
	first!.send(get);
	await busy.untilHeld(1);
	second!.send(get);
	await untilCarries(2);
	await control.updateBackend(b2!.id, {state: 'active'});
	await other.untilHeld(1);
	other.answerOne();
	assert.equal(await statusOf(second!), 200);
	await control.updateBackend(b2!.id, {state: 'disabled'});
	await untilCarries(1);
	third!.send(get);
	await untilCarries(2);
	await control.updateBackend(b1!.id, {state: 'draining'});
	assert.equal(await codeOf(third!), 'no_backend_available');
	busy.answerOne();
	assert.equal(await statusOf(first!), 200);
});

test('a retry that finds the next backend full is queued as well', async () => {
	const {script, untilHeld, answerOne} = holding();
	await pair.begin([reset, script], {maxBackendConnections: 1, queueTimeout: '1m'});
	const [first, second] = await clientsOf(pair.proxy, 2);
	first!.send(get);
	await untilHeld(1);
	second!.send(get);
	await pair.proxy.untilCarries(2);
	answerOne();
	assert.equal(await statusOf(first!), 200);
	await untilHeld(1);
	answerOne();
	assert.equal(await statusOf(second!), 200);
	assert.equal((await pair.newestRecord()).attempts, 2);
});

/* Requests a second: each with a bucket that is full. */

test('every response has the fields of the rate limit', async t => {
	const proxy = await startProxy({scripts: [answerEach(ok)], flags: ['--rate-limit=3']});
	t.after(proxy.stop);
	const client = await proxy.connect();
	// All at once, so that the bucket is not filled up meanwhile.
	client.send(get.repeat(4));
	const seen = [];
	for (let request = 0; request < 4; request++) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const response = await client.response();
		seen.push([response.status, response.header('ratelimit-policy'), response.header('ratelimit'), response.header('retry-after')]);
	}

	assert.deepEqual(seen, [
		[200, '"all";q=3;w=1', '"all";r=2;t=1', undefined],
		[200, '"all";q=3;w=1', '"all";r=1;t=1', undefined],
		[200, '"all";q=3;w=1', '"all";r=0;t=1', undefined],
		[429, '"all";q=3;w=1', '"all";r=0;t=1', '1'],
	]);
	await proxy.logRecord(4);
	const {records} = await proxy.control.readLog(0, 10);
	assert.deepEqual(records.filter(({status}) => status === 429).map(({error}) => error), ['rate_limited']);
});

test('without a limit nothing is said of one', async () => {
	await single.begin([answerEach(ok)]);
	const client = await single.proxy.connect();
	client.send(get);
	assert.equal((await client.response()).header('ratelimit'), undefined);
});

const connectFrom = async (t: TestContext, port: number, localAddress: string): Promise<Socket> => {
	const socket = connect({port, host: '127.0.0.1', localAddress});
	t.after(() => {
		socket.destroy();
	});
	await once(socket, 'connect');
	return socket;
};

test('--rate-limit-by ip counts for each address, over two threads', async t => {
	await double.begin([answerEach(ok)], {rateLimit: 3, rateLimitBy: 'ip'});
	const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4'].flatMap(address => Array.from({length: 4}, () => address));
	const sockets = await Promise.all(addresses.map(async address => connectFrom(t, double.proxy.port, address)));
	const statuses = await Promise.all(sockets.map(async (socket, index) => {
		socket.write(get);
		const [chunk] = await once(socket, 'data') as [Uint8Array];
		return `${addresses[index]} ${String(chunk).slice(9, 12)}`;
	}));
	assert.deepEqual(
		statuses.toSorted(),
		['127.0.0.2', '127.0.0.3', '127.0.0.4'].flatMap(address => ['200', '200', '200', '429'].map(status => `${address} ${status}`)),
	);
});

test('behind a trusted proxy, --rate-limit-by ip counts for the clients that it names', async () => {
	await single.begin([answerEach(ok)], {rateLimit: 1, rateLimitBy: 'ip', trustProxy: ['loopback']});
	const client = await single.proxy.connect();
	const addresses = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1', '192.0.2.1', '192.0.2.1', '192.0.2.2'];
	client.send(addresses.map(address => `GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\n\r\n`).join(''));
	const statuses = [];
	for (const _ of addresses) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		statuses.push(await statusOf(client));
	}

	assert.deepEqual(statuses, [200, 429, 200, 200, 429, 200]);
});
