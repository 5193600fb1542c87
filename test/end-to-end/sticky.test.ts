import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readdir, readFile} from 'node:fs/promises';
import http, {type IncomingMessage, type ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {send} from '../helpers/http-client.js';
import {Program, startProgram} from '../helpers/program.js';
import {type HttpBackend, startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const healthPath = '/health';
const flags = ['--threads=2', '--rate-limit=0', '--access-log=off', '--sticky=cookie', '--trust-proxy=loopback', `--health-path=${healthPath}`];

type Told = {
	/** Which backend has answered. */
	readonly backend: number;
	/** What it was sent. */
	readonly cookie: string | undefined;
	/** What the client was told. */
	readonly newCookies: readonly string[];
};

/** Backends that say which one they are and what cookie they got; `/wait` is answered when the test says so. */
const startBackends = async (t: TestContext, count: number) => {
	const waiting: ServerResponse[] = [];
	const waits = Promise.withResolvers<void>();
	const backends = await Promise.all(Array.from({length: count}, async (_, index) => startHttpBackend(({url, headers}, response) => {
		const body = JSON.stringify({backend: index, cookie: headers.cookie});
		if (url !== '/wait') {
			response.end(body);
			return;
		}

		response.write(' ');
		waiting.push(response);
		waits.resolve();
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close().catch(() => {}))));
	return {backends, waiting, waits: waits.promise};
};

const ask = async (port: number, cookie?: string, headers: Readonly<Record<string, string>> = {}): Promise<Told> => {
	const answer = await send(port, {headers: {...headers, ...(cookie !== undefined && {cookie})}});
	assert.equal(answer.status, 200);
	const {backend, cookie: received} = JSON.parse(answer.body) as Partial<Told>;
	return {backend: backend!, cookie: received, newCookies: answer.headers['set-cookie'] ?? []};
};

const cookieFrom = ({newCookies}: Told): string => {
	assert.equal(newCookies.length, 1);
	return newCookies[0]!.split(';', 1)[0]!;
};

const patch = async (adminPort: number, id: string, change: unknown): Promise<void> => {
	const {status} = await send(adminPort, {method: 'PATCH', path: `/backends/${id}`, headers: {'content-type': 'application/json'}}, JSON.stringify(change));
	assert.equal(status, 200);
};

const urls = (backends: readonly HttpBackend[]): string[] => backends.map(({url}) => url);

test('sessions over real sockets', async t => {
	const {backends, waiting, waits} = await startBackends(t, 3);
	const {port, adminPort, program} = await startProgram(t, [...flags, '--drain-timeout=1h', ...urls(backends)]);

	await t.test('a client stays where it was, with other cookies untouched and over either thread', async () => {
		const first = await ask(port);
		assert.match(first.newCookies[0]!, /^proxy_tui_session=[\w\-]{22}; Path=\/; HttpOnly; SameSite=Lax$/v);
		for (let request = 0; request < 30; request++) {
			// eslint-disable-next-line no-await-in-loop -- Each on a connection of its own, so both threads get some.
			const told = await ask(port, `theme=dark; ${cookieFrom(first)}; lang=en`);
			assert.deepEqual(told, {backend: first.backend, cookie: 'theme=dark; lang=en', newCookies: []});
		}

		const forged = await ask(port, 'proxy_tui_session=AAAAAAAAAAAAAAAAAAAAAA');
		assert.equal(forged.cookie, undefined);
		assert.equal(forged.newCookies.length, 1);
		const behindTls = await ask(port, undefined, {'x-forwarded-proto': 'https'});
		assert.match(behindTls.newCookies[0]!, /; Secure$/v);
	});

	await t.test('new clients are balanced, with sticky clients or without', async () => {
		const counts = [0, 0, 0];
		for (let client = 0; client < 30; client++) {
			// eslint-disable-next-line no-await-in-loop -- In turn.
			counts[(await ask(port)).backend]!++;
		}

		assert.deepEqual(counts, [10, 10, 10]);
	});

	await t.test('sessions stay while their backend drains, new ones go elsewhere, and all leave it when the drain ends', async () => {
		const first = await ask(port);
		const cookie = cookieFrom(first);
		const id = `b${first.backend + 1}`;
		const slow = http.get({
			host: '127.0.0.1', port, path: '/wait', headers: {cookie},
		});
		const answered = once(slow, 'response');
		await waits;
		await patch(adminPort, id, {state: 'draining'});
		for (let request = 0; request < 6; request++) {
			/* eslint-disable no-await-in-loop -- In turn. */
			assert.equal((await ask(port, cookie)).backend, first.backend);
			assert.notEqual((await ask(port)).backend, first.backend);
			/* eslint-enable no-await-in-loop */
		}

		waiting[0]!.end('{}');
		const [response] = await answered as [IncomingMessage];
		response.resume();
		await patch(adminPort, id, {state: 'disabled'});
		// So that it is not taken for what comes next.
		await program.line(({message, to}) => message === 'state-changed' && to === 'disabled');
		const moved = await ask(port, cookie);
		assert.notEqual(moved.backend, first.backend);
		assert.equal((await ask(port, cookieFrom(moved))).backend, moved.backend);
		await patch(adminPort, id, {state: 'active'});
	});

	await t.test('a session that pauses keeps its draining backend until the time is up', async () => {
		const settings = await send(adminPort, {method: 'PATCH', path: '/settings', headers: {'content-type': 'application/json'}}, '{"drainTimeout": "1500ms"}');
		assert.equal(settings.status, 200, settings.body);
		program.lines.length = 0;
		const first = await ask(port);
		const cookie = cookieFrom(first);
		const startedAt = performance.now();
		await patch(adminPort, `b${first.backend + 1}`, {state: 'draining'});
		const {backend} = await ask(port, cookie);
		// A machine may stand still for longer than the drain takes.
		assert.ok(backend === first.backend || performance.now() - startedAt >= 1500);
		await program.line(({message, to}) => message === 'state-changed' && to === 'disabled');
		assert.ok(performance.now() - startedAt >= 1450, 'nothing was in flight, and it took the whole time all the same');
		assert.notEqual((await ask(port, cookie)).backend, first.backend);
		await patch(adminPort, `b${first.backend + 1}`, {state: 'active'});
	});

	await t.test('a session goes on elsewhere when its backend is gone or down, and stays there', async () => {
		const first = await ask(port);
		await backends[first.backend]!.close();
		const second = await ask(port, cookieFrom(first));
		assert.notEqual(second.backend, first.backend);
		assert.equal((await ask(port, cookieFrom(second))).backend, second.backend);
		// The answer before may still count as in flight, and a backend that drains keeps its sessions.
		await send(adminPort, {method: 'DELETE', path: `/backends/b${second.backend + 1}?force=true`});
		const third = await ask(port, cookieFrom(second));
		assert.deepEqual(new Set([first.backend, second.backend, third.backend]), new Set([0, 1, 2]));
	});
});

test('a restart keeps the sessions, whatever ids the backends get', async t => {
	const home = await temporaryDirectory(t);
	const {backends} = await startBackends(t, 3);
	const before = await startProgram(t, [...flags, ...urls(backends)], home);
	const first = await ask(before.port);
	before.program.kill('SIGTERM');
	await before.program.exited;
	const after = await startProgram(t, [...flags, ...urls(backends).toReversed()], home);
	for (let request = 0; request < 6; request++) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		assert.deepEqual(await ask(after.port, cookieFrom(first)), {backend: first.backend, cookie: undefined, newCookies: []});
	}
});

test('with a secret sessions outlive a restart that remembers nothing, and two instances agree', async t => {
	const home = await temporaryDirectory(t);
	const secret = 'correct horse battery staple, twice';
	const {backends} = await startBackends(t, 3);
	const withSecret = [...flags, '--no-save', `--sticky-secret=${secret}`];
	const before = await startProgram(t, [...withSecret, ...urls(backends)], home);
	const other = await startProgram(t, [...withSecret, ...urls(backends).toReversed()], home);
	const first = await ask(before.port);
	const settings = await send(before.adminPort, {path: '/settings'});
	const listed = (JSON.parse(settings.body) as {settings: Array<{name: string; value: unknown}>}).settings;
	assert.equal(listed.find(({name}) => name === 'stickySecret')!.value, null);
	before.program.kill('SIGTERM');
	await before.program.exited;
	const after = await startProgram(t, [...withSecret, ...urls(backends)], home);
	const stranger = await startProgram(t, [...flags, '--no-save', `--sticky-secret=${secret.toUpperCase()}`, ...urls(backends)], home);
	for (let request = 0; request < 4; request++) {
		for (const {port} of [other, after]) {
			// eslint-disable-next-line no-await-in-loop -- In turn.
			assert.deepEqual(await ask(port, cookieFrom(first)), {backend: first.backend, cookie: undefined, newCookies: []});
		}
	}

	assert.equal((await ask(stranger.port, cookieFrom(first))).newCookies.length, 1, 'another secret knows nothing of them');
	const told = [before, other, after].map(({program}) => program.stderr + JSON.stringify(program.lines)).join('');
	assert.ok(!(told + settings.body).includes('battery'));
});

test('a secret is neither saved nor does it take the place of the key that is', async t => {
	const home = await temporaryDirectory(t);
	const {backends} = await startBackends(t, 2);
	const remembered = await startProgram(t, [...flags, ...urls(backends)], home);
	const first = await ask(remembered.port);
	remembered.program.kill('SIGTERM');
	await remembered.program.exited;
	const secret = 'x'.repeat(32);
	const between = await startProgram(t, [...flags, '--sticky-secret', secret, ...urls(backends)], home);
	assert.equal((await ask(between.port, cookieFrom(first))).newCookies.length, 1);
	await send(between.adminPort, {method: 'PATCH', path: '/settings', headers: {'content-type': 'application/json'}}, '{"retries": 1}');
	between.program.kill('SIGTERM');
	await between.program.exited;
	const directory = path.join(home, '.config/proxy-tui');
	const files = await readdir(directory);
	for (const file of files) {
		// eslint-disable-next-line no-await-in-loop -- few
		assert.ok(!(await readFile(path.join(directory, file), 'utf8')).includes(secret));
	}

	const again = await startProgram(t, [...flags, ...urls(backends)], home);
	assert.deepEqual((await ask(again.port, cookieFrom(first))).newCookies, []);
});

for (const [what, given] of [['short', ['--sticky-secret', 'hunter2 hunter2']], ['empty', ['--sticky-secret=']], ['one that looks like a flag', ['--sticky-secret', '-hunter2']], ['on two lines', [`--sticky-secret=hunter2${'\n'.repeat(32)}`]]] as const) {
	test(`a secret that is ${what} is refused and not repeated`, async t => {
		const program = new Program(['--headless', '--no-save', '--port=0', '--admin-port=0', ...given], await temporaryDirectory(t));
		const {code} = await program.exited;
		assert.equal(code, 2);
		assert.match(program.stderr, /^--sticky-secret(?:: the value is not allowed: give a text of 32 to 1024 characters, such as [^\n]*| needs a value after it\.)\n$/v);
	});
}

test('a WebSocket has session persistence as well', async t => {
	const backends = await Promise.all([0, 1].map(async index => {
		const server = http.createServer((_, response) => {
			response.end('ok');
		});
		server.on('upgrade', (_request, socket: Socket) => {
			socket.end(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\nX-Backend: ${index}\r\n\r\n`);
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		t.after(() => {
			server.closeAllConnections();
			server.close();
		});
		return `http://127.0.0.1:${(server.address() as {port: number}).port}`;
	}));
	const {port} = await startProgram(t, [...flags, ...backends]);
	const upgrade = async (cookie?: string): Promise<IncomingMessage['headers']> => {
		const request = http.get({host: '127.0.0.1', port, headers: {connection: 'upgrade', upgrade: 'echo', ...(cookie !== undefined && {cookie})}});
		const [response, socket] = await once(request, 'upgrade') as [IncomingMessage, Socket];
		socket.destroy();
		return response.headers;
	};

	const first = await upgrade();
	const cookie = first['set-cookie']![0]!.split(';', 1)[0]!;
	for (let request = 0; request < 4; request++) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		const next = await upgrade(cookie);
		assert.equal(next['x-backend'], first['x-backend']);
		assert.equal(next['set-cookie'], undefined);
	}
});
