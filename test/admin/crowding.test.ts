import assert from 'node:assert/strict';
import {once} from 'node:events';
import {Agent, request as httpRequest, type IncomingMessage} from 'node:http';
import {connect, type Socket} from 'node:net';
import {text} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import {startAdmin} from './admin-harness.js';

const token = 'correct-horse-battery-staple';

/** More than the admin API has places. */
const many = 300;

/** Opens connections one after the other, each of which sends these bytes and then waits. */
const crowd = async (t: TestContext, port: number, bytes: string): Promise<readonly Socket[]> => {
	const sockets: Socket[] = [];
	t.after(() => {
		for (const socket of sockets) {
			socket.destroy();
		}
	});
	for (let count = 0; count < many; count++) {
		const socket = connect(port, '127.0.0.1');
		socket.on('error', () => {});
		socket.resume();
		sockets.push(socket);
		// eslint-disable-next-line no-await-in-loop -- In this order.
		await once(socket, 'connect');
		socket.write(bytes);
	}

	return sockets;
};

const status = async (port: number, agent: Agent): Promise<number> => {
	const request = httpRequest({
		port, host: '127.0.0.1', path: '/status', agent, headers: {authorization: `Bearer ${token}`},
	});
	request.end();
	const [response] = await once(request, 'response') as [IncomingMessage];
	await text(response);
	return response.statusCode!;
};

const kept = (t: TestContext): Agent => {
	const agent = new Agent({keepAlive: true, maxSockets: 1});
	t.after(() => {
		agent.destroy();
	});
	return agent;
};

for (const [what, bytes] of [
	['half requests', 'GET /status HTTP/1.1\r\nHost: local'],
	['half requests with the token', `GET /status HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n`],
	['connections that say nothing', ''],
	['requests with a wrong token', 'GET /status HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong\r\n\r\n'],
	['requests that need no token', 'GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n'],
	['half bodies without the token', 'POST /add HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{'],
] as const) {
	test(`${many} ${what} lock no client out, and take no connection from an authenticated one`, async t => {
		const {server: {port}} = await startAdmin(t, {token});
		const agent = kept(t);
		assert.equal(await status(port, agent), 200);
		const events = connect(port, '127.0.0.1');
		t.after(() => {
			events.destroy();
		});
		events.write(`GET /events HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
		await once(events, 'data');

		await crowd(t, port, bytes);
		assert.equal(await status(port, kept(t)), 200);
		assert.equal(await status(port, agent), 200);
		assert.equal(events.destroyed, false);
	});
}

for (const [what, bytes] of [
	['half requests', 'GET /status HTTP/1.1\r\nHost: local'],
	['half bodies', 'POST /add HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{'],
	['idle connections', 'GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n'],
] as const) {
	test(`without a token, ${many} ${what} lock no client out`, async t => {
		const {server: {port}} = await startAdmin(t);
		await crowd(t, port, bytes);
		assert.equal(await status(port, kept(t)), 200);
	});
}

test('the oldest connections that have shown no token are closed first', async t => {
	const {server: {port}} = await startAdmin(t, {token});
	const sockets = await crowd(t, port, 'GET /status HTTP/1.1\r\nHost: local');
	await Promise.all(sockets.slice(0, 44).map(async socket => socket.destroyed || once(socket, 'close')));
	assert.equal(await status(port, kept(t)), 200);
	assert.deepEqual(sockets.map(({destroyed}) => destroyed).slice(45), Array.from({length: many - 45}, () => false));
});
