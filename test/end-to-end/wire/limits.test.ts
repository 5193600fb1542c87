import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import test, {type TestContext} from 'node:test';
import {answerEach, hang, requestHead} from '../../helpers/backend-scripts.js';
import type {RawClient} from '../../helpers/raw-client.js';
import {type ProxyOptions, startProxy} from '../../helpers/running-proxy.js';
import type {Connection, Script} from '../../helpers/scripted-backend.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

type Proxy = Awaited<ReturnType<typeof startProxy>>;

const start = async (t: TestContext, options: ProxyOptions) => {
	const proxy = await startProxy(options);
	t.after(proxy.stop);
	return proxy;
};

const clientsOf = async (proxy: Proxy, count: number): Promise<RawClient[]> => Promise.all(Array.from({length: count}, async () => proxy.connect()));

const statusOf = async (client: RawClient): Promise<number> => (await client.response()).status;

const askAll = async (clients: readonly RawClient[]): Promise<number[]> => {
	for (const client of clients) {
		client.send(get);
	}

	return Promise.all(clients.map(async client => statusOf(client)));
};

/** Holds every request until it is told to answer. */
const holding = () => {
	const held: Connection[] = [];
	const script: Script = async connection => {
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
		answerOne() {
			held.shift()!.socket.write(ok);
		},
	};
};

/* Connections of clients. */

for (const threads of [1, 2]) {
	test(`--max-connections: further connections wait until one ends, over ${threads} threads`, async t => {
		const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--max-connections=4', `--threads=${threads}`]});
		const first = await clientsOf(proxy, 4);
		assert.deepEqual(await askAll(first), [200, 200, 200, 200]);
		const late = await clientsOf(proxy, 2);
		for (const client of late) {
			client.send(get);
		}

		await delay(100);
		assert.deepEqual(late.map(({received}) => received), ['', '']);
		first[0]!.socket.destroy();
		const winner = await Promise.race(late.map(async client => {
			await client.untilReceived('ok');
			return client;
		}));
		// Somebody waits, so connections are not kept.
		assert.equal((await winner.response()).header('connection'), 'close');
		const loser = late.find(client => client !== winner)!;
		assert.equal(await statusOf(loser), 200);
	});
}

test('connections that wait are served in the order in which they came', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--max-connections=1']});
	const first = await proxy.connect();
	assert.deepEqual(await askAll([first]), [200]);
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
		// eslint-disable-next-line no-await-in-loop -- So that it has been accepted.
		await delay(5);
	}

	first.end();
	await Promise.all(late);
	assert.deepEqual(order, [0, 1, 2, 3, 4]);
});

test('idle connections give way to those that wait', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--max-connections=2']});
	const idle = await clientsOf(proxy, 2);
	await askAll(idle);
	const late = await proxy.connect();
	assert.deepEqual(await askAll([late]), [200]);
});

test('tunnels count as connections', async t => {
	const switched = answerEach('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
	const proxy = await start(t, {scripts: [switched], flags: ['--max-connections=1']});
	const tunnel = await proxy.connect();
	tunnel.send('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
	assert.equal(await statusOf(tunnel), 101);
	const late = await proxy.connect();
	late.send('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
	await delay(50);
	assert.equal(late.received, '');
	tunnel.socket.destroy();
	assert.equal(await statusOf(late), 101);
});

test('a client that leaves while it waits takes nobody\'s place', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--max-connections=1']});
	const [first] = await clientsOf(proxy, 1);
	await askAll([first!]);
	const [leaver] = await clientsOf(proxy, 1);
	leaver!.send(get);
	await delay(20);
	leaver!.reset();
	const [last] = await clientsOf(proxy, 1);
	first!.end();
	assert.deepEqual(await askAll([last!]), [200]);
});

test('when very many wait, further connections are closed; the rest is served as before', async t => {
	const {script, untilHeld, answerOne} = holding();
	const proxy = await start(t, {scripts: [script], flags: ['--max-connections=20']});
	const served = await clientsOf(proxy, 20);
	for (const client of served) {
		client.send(get);
	}

	await untilHeld(20);
	const crowd = await clientsOf(proxy, 1100);
	await Promise.race(crowd.map(async client => client.closed));
	answerOne();
	assert.equal(await Promise.race(served.map(async client => statusOf(client))), 200);
});

/* Exchanges at a backend. */

test('--max-backend-connections: further requests wait in line, in their order', async t => {
	const {script, held, untilHeld, answerOne} = holding();
	const proxy = await start(t, {scripts: [script], flags: ['--max-backend-connections=2']});
	const clients = await clientsOf(proxy, 5);
	for (const client of clients) {
		client.send(get);
		// eslint-disable-next-line no-await-in-loop -- So that their order is known.
		await delay(10);
	}

	await untilHeld(2);
	await delay(30);
	assert.equal(held.length, 2);
	assert.equal(proxy.control.status().backends[0]!.connections, 2);
	assert.equal(proxy.control.status().totals.inFlight, 5);
	const order: number[] = [];
	const answers = clients.map(async (client, number) => {
		assert.equal(await statusOf(client), 200);
		order.push(number);
	});
	for (let answered = 0; answered < 5; answered++) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await untilHeld(1);
		answerOne();
		// eslint-disable-next-line no-await-in-loop -- So that their order is known.
		await delay(10);
	}

	await Promise.all(answers);
	assert.deepEqual(order, [0, 1, 2, 3, 4]);
});

test('a backend that is full is passed over while another is not', async t => {
	const [first, second] = [holding(), holding()];
	const proxy = await start(t, {scripts: [first.script, second.script], flags: ['--max-backend-connections=1', '--policy=first']});
	const clients = await clientsOf(proxy, 2);
	for (const client of clients) {
		client.send(get);
	}

	await Promise.all([first.untilHeld(1), second.untilHeld(1)]);
	first.answerOne();
	second.answerOne();
	assert.deepEqual(await Promise.all(clients.map(async client => statusOf(client))), [200, 200]);
});

test('over two threads together, a backend never has more in flight than it may', async t => {
	let now = 0;
	let most = 0;
	const script: Script = ({socket}) => {
		socket.on('data', () => {
			now++;
			most = Math.max(most, now);
			setTimeout(() => {
				now--;
				socket.write(ok);
			}, 2);
		});
	};

	const proxy = await start(t, {scripts: [script], flags: ['--max-backend-connections=3', '--threads=2']});
	const clients = await clientsOf(proxy, 30);
	for (let round = 0; round < 5; round++) {
		// eslint-disable-next-line no-await-in-loop -- One round after the other.
		assert.ok((await askAll(clients)).every(status => status === 200));
	}

	assert.equal(most, 3);
});

test('who has waited for the queue timeout gets 503 with Retry-After', async t => {
	const proxy = await start(t, {scripts: [hang], flags: ['--max-backend-connections=1', '--queue-timeout=150ms', '--response-timeout=2s']});
	const [first, second] = await clientsOf(proxy, 2);
	first!.send(get);
	await proxy.backends[0]!.connection(1);
	second!.send(get);
	const startedAt = performance.now();
	const response = await second!.response();
	const waited = performance.now() - startedAt;
	assert.deepEqual([response.status, (response.json() as {code: string}).code, response.header('retry-after')], [503, 'queue_timeout', '1']);
	assert.ok(waited >= 140 && waited < 1000, `after ${waited} ms`);
	const {error, tries} = await proxy.logRecord(1);
	assert.deepEqual([error, tries], ['queue_timeout', 0]);
	assert.equal(proxy.control.status().totals.unavailable, 1);
});

test('the line is bounded', async t => {
	const proxy = await start(t, {scripts: [hang], flags: ['--max-backend-connections=1', '--max-queue=2', '--queue-timeout=1s', '--response-timeout=3s']});
	const [first, ...others] = await clientsOf(proxy, 5);
	first!.send(get);
	await proxy.backends[0]!.connection(1);
	for (const client of others) {
		client.send(get);
	}

	const codes = await Promise.all(others.map(async client => ((await client.response()).json() as {code: string}).code));
	assert.deepEqual(codes.toSorted(), ['queue_full', 'queue_full', 'queue_timeout', 'queue_timeout']);
});

test('a client that leaves the line makes room for the next', async t => {
	const {script, untilHeld, answerOne} = holding();
	const proxy = await start(t, {scripts: [script], flags: ['--max-backend-connections=1', '--max-queue=1']});
	const [first, leaver, next] = await clientsOf(proxy, 3);
	first!.send(get);
	await untilHeld(1);
	leaver!.send(get);
	await delay(20);
	leaver!.reset();
	const {status, tries} = await proxy.logRecord(1);
	assert.deepEqual([status, tries], [499, 0]);
	next!.send(get);
	await delay(20);
	answerOne();
	assert.equal(await statusOf(first!), 200);
	await untilHeld(1);
	answerOne();
	assert.equal(await statusOf(next!), 200);
});

test('when its backend is taken away, the line moves on: to another, or to 503 if there is none', async t => {
	const [busy, other] = [holding(), holding()];
	const proxy = await start(t, {scripts: [busy.script, other.script], flags: ['--max-backend-connections=1', '--policy=first', '--queue-timeout=10s']});
	const [b1, b2] = proxy.control.status().backends;
	await proxy.control.updateBackend(b2!.id, {state: 'disabled'});
	const [first, second, third] = await clientsOf(proxy, 3);
	first!.send(get);
	await busy.untilHeld(1);
	second!.send(get);
	await delay(20);
	await proxy.control.updateBackend(b2!.id, {state: 'active'});
	await other.untilHeld(1);
	other.answerOne();
	assert.equal(await statusOf(second!), 200);
	await proxy.control.updateBackend(b2!.id, {state: 'disabled'});
	third!.send(get);
	await delay(20);
	await proxy.control.updateBackend(b1!.id, {state: 'draining'});
	const response = await third!.response();
	assert.deepEqual([response.status, (response.json() as {code: string}).code], [503, 'no_backend_available']);
	busy.answerOne();
	assert.equal(await statusOf(first!), 200);
});

test('who finds the next backend full after one that failed waits as well', async t => {
	const {script, untilHeld, answerOne} = holding();
	const failing: Script = async connection => {
		await requestHead(connection);
		connection.socket.resetAndDestroy();
	};

	const proxy = await start(t, {scripts: [failing, script], flags: ['--max-backend-connections=1', '--policy=first']});
	const [first, second] = await clientsOf(proxy, 2);
	first!.send(get);
	await untilHeld(1);
	second!.send(get);
	await delay(30);
	answerOne();
	assert.equal(await statusOf(first!), 200);
	await untilHeld(1);
	answerOne();
	assert.equal(await statusOf(second!), 200);
	assert.equal((await proxy.logRecord(2)).tries, 2);
});

/* Requests a second. */

test('the rate limit tells what it allows, on every answer', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--rate-limit=3']});
	const client = await proxy.connect();
	const seen = [];
	for (let request = 0; request < 4; request++) {
		client.send(get);
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
	assert.equal((await proxy.logRecord(4)).error, 'rate_limited');
});

test('without a limit nothing is said of one', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)]});
	const client = await proxy.connect();
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

const askFrom = async (socket: Socket): Promise<string> => {
	socket.write(get);
	const [chunk] = await once(socket, 'data') as [Uint8Array];
	return String(chunk).slice(9, 12);
};

test('--rate-limit-by ip counts for each address, over two threads', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--rate-limit=3', '--rate-limit-by=ip', '--threads=2']});
	const statuses = new Map<string, string[]>();
	for (let request = 0; request < 4; request++) {
		for (const address of ['127.0.0.1', '127.0.0.2', '127.0.0.3']) {
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			const socket = await connectFrom(t, proxy.port, address);
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			statuses.set(address, [...statuses.get(address) ?? [], await askFrom(socket)]);
		}
	}

	const expected = ['200', '200', '200', '429'];
	assert.deepEqual([...statuses], [['127.0.0.1', expected], ['127.0.0.2', expected], ['127.0.0.3', expected]]);
});

test('behind a trusted proxy, --rate-limit-by ip counts for the clients that it names', async t => {
	const proxy = await start(t, {scripts: [answerEach(ok)], flags: ['--rate-limit=1', '--rate-limit-by=ip', '--trust-proxy=loopback']});
	const client = await proxy.connect();
	const statuses = [];
	for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1', '192.0.2.1', '192.0.2.1', '192.0.2.2']) {
		client.send(`GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\n\r\n`);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		statuses.push(await statusOf(client));
	}

	assert.deepEqual(statuses, [200, 429, 200, 200, 429, 200]);
});
