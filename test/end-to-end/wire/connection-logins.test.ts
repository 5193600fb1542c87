import assert from 'node:assert/strict';
import {execFile, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {promisify} from 'node:util';
import {answerEach, requestHead} from '../../helpers/backend-scripts.js';
import {makeCertificate} from '../../helpers/certificates.js';
import {firstMessage, type LoginBackend, secondMessage, startLoginBackend} from '../../helpers/login-backend.js';
import type {RawClient} from '../../helpers/raw-client.js';
import type {RawResponse} from '../../helpers/raw-response.js';
import {type ProxyOptions, type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import type {Connection} from '../../helpers/scripted-backend.js';
import {switching} from '../../helpers/tunnel-scripts.js';

/** Where everything must be there, the lack of it is a failure. */
const skipWithoutCurl = spawnSync('curl', ['--version']).error !== undefined && process.env['CI'] !== 'true' && 'curl is missing';

// eslint-disable-next-line @typescript-eslint/strict-void-return -- what `promisify` is for
const run = promisify(execFile);

const get = (path: string, ...fields: readonly string[]): string => [`GET ${path} HTTP/1.1`, 'Host: a', ...fields, '', ''].join('\r\n');

const ask = async (client: RawClient, path: string, ...fields: readonly string[]): Promise<RawResponse> => {
	client.send(get(path, ...fields));
	return client.response();
};

/** Logs in with two messages; the answer is that to the second. */
const logIn = async (client: RawClient, user: string): Promise<RawResponse> => {
	const challenged = await ask(client, '/', `Authorization: ${firstMessage}`);
	assert.equal(challenged.status, 401);
	return ask(client, '/', `Authorization: ${secondMessage(challenged.header('www-authenticate'), user)}`);
};

const startWith = async (t: TestContext, count = 1, options: ProxyOptions = {}): Promise<{proxy: RunningProxy; backends: readonly LoginBackend[]}> => {
	const backends = await Promise.all(Array.from({length: count}, async (_, index) => startLoginBackend(`b${index + 1}`)));
	t.after(async () => {
		await Promise.all(backends.map(async backend => backend.close()));
	});
	const proxy = await startProxy({...options, urls: backends.map(({url}) => url), flags: ['--health-path=/open', ...options.flags ?? []]});
	t.after(proxy.stop);
	return {proxy, backends};
};

test('of many users that log in at once over two backends, none is taken for another, nor is anyone without a login', async t => {
	const {proxy} = await startWith(t, 2, {flags: ['--threads=2']});
	const rounds = 12;
	const converse = async (user: string): Promise<void> => {
		const client = await proxy.connect();
		const first = await logIn(client, user);
		assert.deepEqual([first.status, first.body], [200, user]);
		const backend = first.header('x-backend');
		for (let round = 0; round < rounds; round++) {
			// eslint-disable-next-line no-await-in-loop -- one after the other
			const {status, body, header} = await ask(client, '/open');
			assert.deepEqual([status, body, header('x-backend')], [200, user, backend]);
		}

		client.end();
	};

	const pass = async (): Promise<void> => {
		const client = await proxy.connect();
		for (let round = 0; round < rounds; round++) {
			// eslint-disable-next-line no-await-in-loop -- one after the other
			const {status, body} = await ask(client, '/open');
			assert.deepEqual([status, body], [200, 'anonymous']);
		}

		client.end();
	};

	for (const wave of ['a', 'b']) {
		// eslint-disable-next-line no-await-in-loop -- the second finds what the first has left
		await Promise.all([
			...Array.from({length: 32}, async (_, index) => converse(`user-${wave}${index}`)),
			...Array.from({length: 16}, pass),
		]);
	}
});

const logins: ReadonlyArray<readonly [name: string, ...fields: readonly string[]]> = [
	['Negotiate', 'Authorization: Negotiate alice'],
	['capital letters', 'AUTHORIZATION: NEGOTIATE alice'],
	['a second Authorization field', 'Authorization: Negotiate alice', 'Authorization: Basic eDp5'],
	['white space around it', 'Authorization: \t nEGOTIATE   alice  '],
];
for (const [name, ...fields] of logins) {
	test(`a login stays with its client: ${name}`, async t => {
		const {proxy, backends} = await startWith(t);
		const stranger = await proxy.connect();
		assert.equal((await ask(stranger, '/open')).body, 'anonymous');
		const alice = await proxy.connect();
		const first = await ask(alice, '/', ...fields);
		assert.deepEqual([first.status, first.body], [200, 'alice']);
		assert.equal((await ask(stranger, '/open')).body, 'anonymous');
		assert.equal((await ask(alice, '/open')).body, 'alice');
		const shared = backends[0]!.sockets.length;
		alice.end();
		await alice.closed;
		assert.equal((await ask(stranger, '/open')).body, 'anonymous');
		const other = await proxy.connect();
		assert.equal((await ask(other, '/open')).body, 'anonymous');
		assert.equal(backends[0]!.sockets.length, shared, 'nothing was opened for those without a login');
	});
}

test('a login by https stays with its client', async t => {
	const {cert, key} = makeCertificate('127.0.0.1', {hosts: ['127.0.0.1']});
	const backend = await startLoginBackend('', {cert, key});
	t.after(backend.close);
	const proxy = await startProxy({urls: [backend.url], flags: ['--health-path=/open', '--insecure-backends']});
	t.after(proxy.stop);
	const [alice, other] = [await proxy.connect(), await proxy.connect()];
	assert.equal((await logIn(alice, 'alice')).body, 'alice');
	assert.equal((await ask(other, '/open')).body, 'anonymous');
	assert.equal((await ask(alice, '/open')).body, 'alice');
	alice.end();
	await proxy.untilIdle();
	const later = await proxy.connect();
	assert.equal((await ask(later, '/open')).body, 'anonymous');
});

test('a login that comes second in a list of fields is a login', async t => {
	const proxy = await startProxy({scripts: [answerEach('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')]});
	t.after(proxy.stop);
	const [alice, other] = [await proxy.connect(), await proxy.connect()];
	await ask(alice, '/', 'Authorization: Basic eDp5', 'Authorization: NTLM abc');
	await ask(other, '/');
	assert.equal(proxy.backends[0]!.connections.length, 2);
});

test('what asks for a login, or logs in otherwise, shares connections', async t => {
	const {proxy, backends} = await startWith(t);
	for (const fields of [[], ['Authorization: Basic YTpi'], ['Authorization: Basic bnRsbQ=='], ['X-Authorization: NTLM abc']]) {
		/* eslint-disable no-await-in-loop -- one after the other */
		const client = await proxy.connect();
		assert.equal((await ask(client, '/', ...fields)).status, 401);
		assert.equal((await ask(client, '/open', ...fields)).status, 200);
		client.end();
		/* eslint-enable no-await-in-loop */
	}

	// One was for the first health check.
	assert.ok(backends[0]!.sockets.length <= 2, `${backends[0]!.sockets.length} connections`);
});

test('requests of every kind go by the connection of the login: pipelined, with a body, and HTTP/1.0', async t => {
	const {proxy} = await startWith(t, 3);
	const client = await proxy.connect();
	await logIn(client, 'alice');
	const withBody = 'POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody';
	const inChunks = 'POST /4 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n';
	client.send(`${get('/1')}${withBody}${get('/3')}${inChunks}${get('/5')}`);
	for (let count = 0; count < 5; count++) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		assert.equal((await client.response()).body, 'alice');
	}

	client.send(`${get('/')}${get('/', 'Authorization: Negotiate bob')}GET / HTTP/1.0\r\nHost: a\r\n\r\n`);
	assert.deepEqual([(await client.response()).body, (await client.response()).body, (await client.response()).body], ['alice', 'bob', 'bob']);
	assert.equal(await client.closed, 'end');
	client.end();
	await proxy.untilIdle();
	assert.equal(proxy.control.status().totals.retries, 0);
});

test('an HTTP/1.0 client that keeps its connection keeps its login, and loses it with the connection', async t => {
	const {proxy, backends} = await startWith(t);
	const client = await proxy.connect();
	client.send('GET / HTTP/1.0\r\nConnection: keep-alive\r\nAuthorization: Negotiate alice\r\n\r\n');
	assert.equal((await client.response()).body, 'alice');
	const own = backends[0]!.sockets.at(-1)!;
	const closed = once(own, 'close');
	client.send('GET / HTTP/1.0\r\n\r\n');
	assert.equal((await client.response()).body, 'alice');
	await client.closed;
	client.end();
	await closed;
});

for (const how of ['ends', 'resets'] as const) {
	test(`the connection of a login ends when its client ${how} its own`, async t => {
		const {proxy, backends} = await startWith(t);
		const client = await proxy.connect();
		await logIn(client, 'alice');
		const closed = once(backends[0]!.sockets.at(-1)!, 'close');
		if (how === 'ends') {
			client.end();
		} else {
			client.reset();
		}

		await closed;
	});
}

test('a client that leaves in the middle of an answer takes its login along', async t => {
	const proxy = await startProxy({scripts: [async connection => {
		await requestHead(connection);
		connection.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun');
	}]});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send(get('/', 'Authorization: NTLM x'));
	await client.untilReceived('begun');
	client.reset();
	await (await proxy.backends[0]!.connection(1)).closed;
	await proxy.untilIdle();
});

test('when the backend ends the connection of a login, the client\'s ends as well, and a new login is another connection', async t => {
	const {proxy, backends} = await startWith(t);
	const client = await proxy.connect();
	await logIn(client, 'alice');
	backends[0]!.sockets.at(-1)!.end();
	assert.equal(await client.closed, 'end');
	client.end();
	const again = await proxy.connect();
	assert.equal((await ask(again, '/open')).body, 'anonymous');
	assert.equal((await logIn(again, 'bob')).body, 'bob');
});

const lastAnswers: ReadonlyArray<readonly [name: string, answer: string, request?: string]> = [
	['says that it closes its connection', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'],
	['tells its length in two ways', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'],
	['does not wait for the body', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 'POST / HTTP/1.1\r\nHost: a\r\nAuthorization: NTLM x\r\nContent-Length: 9\r\n\r\nbegun'],
];
for (const [name, answer, request = get('/', 'Authorization: NTLM x')] of lastAnswers) {
	test(`an answer that is the last on the connection of a login says so to the client: one that ${name}`, async t => {
		const proxy = await startProxy({scripts: [async connection => {
			await requestHead(connection);
			connection.socket.write(answer);
		}]});
		t.after(proxy.stop);
		const client = await proxy.connect();
		client.send(request);
		const response = await client.response();
		assert.deepEqual([response.status, response.header('connection'), response.body], [200, 'close', 'ok']);
		assert.equal(await client.closed, 'end');
	});
}

test('after a backend has broken off a login no other is tried, and the response closes the client connection', async t => {
	let count = 0;
	const proxy = await startProxy({flags: ['--policy=first'], scripts: [connection => {
		connection.socket.on('data', () => {
			count += 1;
			if (count === 2) {
				connection.socket.resetAndDestroy();
			} else {
				connection.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
			}
		});
	}, answerEach('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother')]});
	t.after(proxy.stop);
	const client = await proxy.connect();
	await ask(client, '/', 'Authorization: Negotiate alice');
	client.send(get('/1') + get('/2'));
	const response = await client.response();
	assert.deepEqual(
		[response.status, (response.json() as {code: string}).code, response.header('connection')],
		[502, 'backend_reset', 'close'],
	);
	assert.equal(await client.closed, 'end');
	client.end();
	await proxy.untilIdle();
	assert.deepEqual(proxy.backends.map(({connections}) => connections.length), [1, 0]);
	assert.doesNotMatch(client.received, /other/v);
});

test('a login whose backend cannot be reached begins at another', async t => {
	const {proxy, backends} = await startWith(t, 2, {flags: ['--policy=first']});
	await backends[0]!.close();
	const client = await proxy.connect();
	const response = await logIn(client, 'alice');
	assert.deepEqual([response.status, response.body, response.header('x-backend')], [200, 'alice', 'b2']);
	await backends[1]!.close();
	assert.equal(await client.closed, 'end');
});

test('a client whose login could not begin anywhere may try again on its connection', async t => {
	const {proxy, backends} = await startWith(t);
	await backends[0]!.close();
	const client = await proxy.connect();
	for (let round = 0; round < 2; round++) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		const response = await ask(client, '/', 'Authorization: NTLM x');
		assert.ok(response.status >= 502);
		assert.notEqual(response.header('connection'), 'close');
	}
});

type Leaving = readonly [name: string, leave: (proxy: RunningProxy) => Promise<unknown>];
const leavings: readonly Leaving[] = [
	['drains', async ({control}) => control.updateBackend('b1', {state: 'draining'})],
	['is disabled', async ({control}) => control.updateBackend('b1', {state: 'disabled'})],
	['is removed', async ({control}) => control.removeBackend('b1')],
];
const answerLate = () => {
	const go = Promise.withResolvers<undefined>();
	return {
		go,
		async script(connection: Connection) {
			await requestHead(connection);
			await go.promise;
			connection.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
		},
	};
};

for (const [name, leave] of leavings) {
	test(`when the backend of a login ${name}, both connections end: at once where nothing is in flight`, async t => {
		const proxy = await startProxy({scripts: [answerEach('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')]});
		t.after(proxy.stop);
		const [alice, other] = [await proxy.connect(), await proxy.connect()];
		await ask(alice, '/', 'Authorization: NTLM x');
		const connection = await proxy.backends[0]!.connection(1);
		await ask(other, '/');
		await leave(proxy);
		assert.equal(await alice.closed, 'end');
		await connection.closed;
		assert.equal(other.socket.readyState, 'open', 'others are not concerned');
	});

	test(`when the backend of a login ${name}, the answer in flight is the last`, async t => {
		const {go, script} = answerLate();
		const proxy = await startProxy({scripts: [script]});
		t.after(proxy.stop);
		const client = await proxy.connect();
		client.send(get('/', 'Authorization: NTLM x') + get('/behind'));
		const connection = await proxy.backends[0]!.connection(1);
		await requestHead(connection);
		await leave(proxy);
		go.resolve(undefined);
		const response = await client.response();
		assert.deepEqual([response.status, response.body, response.header('connection')], [200, 'ok', 'close']);
		assert.equal(await client.closed, 'end');
		client.end();
		await connection.closed;
		assert.doesNotMatch(connection.received, /behind/v);
	});
}

test('what is sent behind an answer that was under way when its backend began to drain reaches no backend', async t => {
	const go = Promise.withResolvers<undefined>();
	const proxy = await startProxy({scripts: [async connection => {
		await requestHead(connection);
		connection.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbegun');
		await go.promise;
		connection.socket.write('ended');
	}, answerEach('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother')], flags: ['--policy=first']});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send(get('/', 'Authorization: NTLM x') + get('/behind') + get('/further'));
	await client.untilReceived('begun');
	await proxy.control.updateBackend('b1', {state: 'draining'});
	go.resolve(undefined);
	const response = await client.response();
	assert.deepEqual([response.status, response.body], [200, 'begunended']);
	const behind = await client.response();
	assert.deepEqual([behind.status, behind.header('connection')], [502, 'close']);
	assert.equal(await client.closed, 'end');
	client.end();
	await (await proxy.backends[0]!.connection(1)).closed;
	await proxy.untilIdle();
	assert.deepEqual(proxy.backends.map(({connections}) => connections.length), [1, 0]);
	assert.doesNotMatch(proxy.backends[0]!.connections[0]!.received, /behind|further/v);
});

test('a body that the backend has not waited for does not lend the connection of a login to anyone', async t => {
	const {proxy} = await startWith(t);
	const client = await proxy.connect();
	await logIn(client, 'alice');
	client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nbegun');
	assert.equal((await client.response()).body, 'alice');
	const other = await proxy.connect();
	assert.equal((await ask(other, '/open')).body, 'anonymous');
	client.reset();
	await proxy.untilIdle();
	assert.equal((await ask(other, '/open')).body, 'anonymous');
});

test('when the backend of a login goes down, both connections end', async t => {
	let isWell = true;
	const proxy = await startProxy({
		flags: ['--health-interval=50ms', '--health-path=/health', '--health-fall=1'],
		scripts: [connection => {
			connection.socket.on('data', chunk => {
				const isCheck = String(chunk).includes('/health');
				connection.socket.write(`HTTP/1.1 ${isCheck && !isWell ? 503 : 200} OK\r\nContent-Length: 2\r\n\r\nok`);
			});
		}],
	});
	t.after(proxy.stop);
	const client = await proxy.connect();
	assert.equal((await ask(client, '/', 'Authorization: NTLM x')).status, 200);
	isWell = false;
	assert.equal(await client.closed, 'end');
});

test('a login goes on where its backend is one that has to serve although all are down', async t => {
	let isWell = true;
	const proxy = await startProxy({
		flags: ['--health-interval=50ms', '--health-path=/health', '--health-fall=1', '--panic-threshold=50'],
		scripts: [connection => {
			connection.socket.on('data', chunk => {
				const isCheck = String(chunk).includes('/health');
				connection.socket.write(`HTTP/1.1 ${isCheck && !isWell ? 503 : 200} OK\r\nContent-Length: 2\r\n\r\nok`);
			});
		}],
	});
	t.after(proxy.stop);
	const down = new Promise<void>(resolve => {
		proxy.control.subscribe(({type}) => {
			if (type === 'health-changed') {
				resolve();
			}
		});
	});
	isWell = false;
	await down;
	const client = await proxy.connect();
	for (let round = 0; round < 3; round++) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		const response = await ask(client, '/', ...(round === 0 ? ['Authorization: NTLM x'] : []));
		assert.deepEqual([response.status, response.header('connection') === 'close'], [200, false]);
	}
});

test('a login waits for a place at its backend, and at no other, and what is in flight is counted to the last', async t => {
	const {go, script} = answerLate();
	const proxy = await startProxy({
		flags: ['--policy=round-robin', '--max-backend-connections=1', '--queue-timeout=20s'],
		scripts: [answerEach('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst'), answerEach('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond')],
	});
	t.after(proxy.stop);
	const alice = await proxy.connect();
	const {body} = await ask(alice, '/', 'Authorization: NTLM x');
	const own = proxy.backends[body === 'first' ? 0 : 1]!;
	own.setScript(script);
	// Of two requests one comes to each backend.
	const [one, two] = [await proxy.connect(), await proxy.connect()];
	one.send(get('/'));
	two.send(get('/'));
	await requestHead(await own.connection(2));
	alice.send(get('/alice'));
	await proxy.untilCarries(2);
	go.resolve(undefined);
	assert.equal((await alice.response()).body, body);
	await proxy.untilIdle();
	assert.equal(own.connections.length, 2);
});

test('a client that has logged in switches protocols on the connection of its login', async t => {
	const proxy = await startProxy({scripts: [connection => {
		let login = '';
		connection.socket.on('data', chunk => {
			const text = String(chunk);
			login ||= /^authorization: (.*)\r$/imv.exec(text)?.[1] ?? '';
			connection.socket.write(text.includes('pgrade') ? `${switching('chat')}${login}` : 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
		});
	}]});
	t.after(proxy.stop);
	const client = await proxy.connect();
	await ask(client, '/', 'Authorization: Negotiate alice');
	const {status} = await ask(client, '/', 'Connection: Upgrade', 'Upgrade: chat');
	assert.equal(status, 101);
	await client.untilReceived('Negotiate alice');
	await proxy.control.updateBackend('b1', {state: 'draining'});
	const connection = await proxy.backends[0]!.connection(1);
	assert.equal(connection.socket.readyState, 'open', 'a tunnel has its own time to drain');
	client.end();
	await connection.closed;
	assert.equal(await client.closed, 'end');
});

test('curl logs in with NTLM, and those who come after are strangers', {skip: skipWithoutCurl}, async t => {
	const {proxy} = await startWith(t);
	const url = `http://127.0.0.1:${proxy.port}/open`;
	const curl = async (...arguments_: readonly string[]): Promise<string> => (await run('curl', ['--silent', '--max-time', '30', ...arguments_])).stdout;
	assert.equal(await curl('--ntlm', '--user', 'alice:x', url), 'alice');
	assert.deepEqual(await Promise.all(Array.from({length: 8}, async () => curl(url))), Array.from({length: 8}, () => 'anonymous'));
});
