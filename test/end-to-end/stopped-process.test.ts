import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer, type AddressInfo, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import {TLSSocket} from 'node:tls';
import test, {type TestContext} from 'node:test';
import {requestHead} from '../helpers/backend-scripts.js';
import {makeCertificate} from '../helpers/certificates.js';
import {startProgram} from '../helpers/program.js';
import {RawClient} from '../helpers/raw-client.js';
import {type Connection, type Script, startBackend} from '../helpers/scripted-backend.js';
import {received, switching, upgradeRequest} from '../helpers/tunnel-scripts.js';

/** Of each kind; a busy machine needs some of it to bring everything about. */
const limit = '3s';
/** Longer than an idle connection is kept, which is a second more than clients are told. */
const stoppedMs = 5500;
/** Far longer than anything takes that is there already. */
const patienceMs = 10_000;
const ok = 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok';
const times = ['response', 'idle', 'header', 'keep-alive', 'queue', 'connect', 'tunnel-idle'].map(kind => `--${kind}-timeout=${limit}`);

/** What a backend says at once, by the path that is asked for. */
const beginnings = new Map([
	['/', ok],
	['/half', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\nhello'],
	['/chat', switching()],
]);

/** Does as its request's path says, and keeps the connection to go on with. */
const backendByPath = (): {readonly script: Script; readonly asked: (path: string) => Promise<Connection>} => {
	const connections = new Map<string, Connection>();
	const {promise: none, resolve} = Promise.withResolvers<void>();
	let tell = {promise: none, resolve};
	return {
		async script(connection) {
			await requestHead(connection);
			const path = /^\w+ (?<path>\S+)/v.exec(connection.received)?.groups?.['path'] ?? '';
			connection.socket.write(beginnings.get(path) ?? '');
			connections.set(path, connection);
			const {resolve: told} = tell;
			tell = Promise.withResolvers<void>();
			told();
		},
		async asked(path) {
			while (!connections.has(path)) {
				// eslint-disable-next-line no-await-in-loop -- Until it has come.
				await tell.promise;
			}

			return connections.get(path)!;
		},
	};
};

const start = async (t: TestContext, flags: readonly string[], url?: string) => {
	const {script, asked} = backendByPath();
	const backend = await startBackend(script);
	t.after(backend.close);
	const {program, port} = await startProgram(t, ['--no-save', '--threads=1', '--rate-limit=0', '--access-log=off', '--health-interval=1h', ...times, ...flags, url ?? backend.url]);
	const clients: RawClient[] = [];
	t.after(() => {
		for (const {socket} of clients) {
			socket.destroy();
		}
	});
	return {
		asked,
		/** While the program is stopped for longer than any time allows. */
		async meanwhile(action: () => void) {
			program.kill('SIGSTOP');
			action();
			await delay(stoppedMs);
			program.kill('SIGCONT');
		},
		async send(bytes: string) {
			const client = await RawClient.connect(port);
			clients.push(client);
			client.send(bytes);
			return client;
		},
	};
};

test('what has come by the time that the process goes on is not late', async t => {
	const {send, asked, meanwhile} = await start(t, []);
	const idle = await send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await idle.response()).body, 'ok');
	const waiting = await send('GET /wait HTTP/1.1\r\nHost: a\r\n\r\n');
	const half = await send('GET /half HTTP/1.1\r\nHost: a\r\n\r\n');
	await half.untilReceived('hello');
	const upload = await send('POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello');
	await received(await asked('/upload'), 'hello');
	const tunnel = await send(upgradeRequest());
	assert.equal((await tunnel.response()).status, 101);
	const late = await send('GET / HTTP/1.1\r\nHo');
	const ended = await send('GET /ended HTTP/1.1\r\nHost: a\r\n\r\n');
	ended.end();
	const [waitingAt, halfAt, uploadAt, tunnelAt, endedAt] = await Promise.all(['/wait', '/half', '/upload', '/chat', '/ended'].map(async path => asked(path)));
	await meanwhile(() => {
		idle.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		waitingAt!.socket.write(ok);
		halfAt!.socket.write('world');
		upload.send('world');
		tunnelAt!.socket.write('to the client');
		late.send('st: a\r\n\r\n');
		endedAt!.socket.write(ok);
	});

	const isThere = async (name: string, arrival: Promise<unknown>) => [name, await Promise.race([arrival.then(() => 'there').catch(String), delay(patienceMs, 'missing')])];
	const body = async (client: RawClient, text: string): Promise<void> => {
		assert.equal((await client.response()).body, text);
	};

	const came = await Promise.all([
		isThere('request on an idle connection', body(idle, 'ok')),
		isThere('response', body(waiting, 'ok')),
		isThere('rest of a response', body(half, 'helloworld')),
		isThere('rest of a request', received(uploadAt!, 'helloworld')),
		isThere('tunnelled bytes', tunnel.untilReceived('to the client')),
		isThere('rest of a header', body(late, 'ok')),
		isThere('response to a half-closed connection', body(ended, 'ok')),
	]);
	assert.deepEqual(came.filter(([, found]) => found !== 'there'), []);
});

test('who waits in line gets the place that has become free meanwhile', async t => {
	const {send, asked, meanwhile} = await start(t, ['--max-backend-connections=1']);
	const first = await send('GET /first HTTP/1.1\r\nHost: a\r\n\r\n');
	const {socket} = await asked('/first');
	const second = await send('GET /second HTTP/1.1\r\nHost: a\r\n\r\n');
	// By then it has been put in line: what came before it on the same thread has been answered.
	const third = await send('CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await third.response()).status, 501);
	await meanwhile(() => {
		socket.write(ok);
	});
	assert.equal((await first.response()).body, 'ok');
	const again = await Promise.race([asked('/second'), second.response()]);
	assert.ok('socket' in again, 'it was refused');
});

test('what still has not come then is late', async t => {
	const {send, asked, meanwhile} = await start(t, []);
	const waiting = await send('GET /wait HTTP/1.1\r\nHost: a\r\n\r\n');
	await asked('/wait');
	const late = await send('GET / HTTP/1.1\r\nHo');
	const idle = await send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await idle.response()).body, 'ok');
	await meanwhile(() => undefined);
	assert.equal((await waiting.response()).status, 504);
	assert.equal((await late.response()).status, 408);
	assert.equal(await idle.closed, 'end');
});

test('a handshake that was answered meanwhile is not late', async t => {
	const {cert, key} = makeCertificate('backend', {hosts: ['127.0.0.1']});
	/** The health check's. */
	let hasFirst = false;
	const {promise: checked, resolve: onChecked} = Promise.withResolvers<void>();
	const {promise: held, resolve: onHeld} = Promise.withResolvers<Socket>();
	const serve = (raw: Socket): void => {
		const socket = new TLSSocket(raw, {isServer: true, cert, key});
		socket.on('error', () => undefined);
		socket.once('data', () => {
			socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok');
		});
	};

	const server = createServer(raw => {
		raw.on('error', () => undefined);
		if (hasFirst) {
			// With its first message, which is left there.
			raw.once('readable', () => {
				onHeld(raw);
			});
		} else {
			hasFirst = true;
			serve(raw);
			raw.once('close', () => {
				onChecked();
			});
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();
	});
	const {send, meanwhile} = await start(t, ['--insecure-backends'], `https://127.0.0.1:${(server.address() as AddressInfo).port}`);
	await checked;
	const client = await send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	const raw = await held;
	await meanwhile(() => {
		serve(raw);
	});
	assert.equal((await client.response()).body, 'ok');
});
