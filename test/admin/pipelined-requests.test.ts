import assert from 'node:assert/strict';
import {test} from 'node:test';
import {RawClient} from '../helpers/raw-client.js';
import {startAdmin} from './admin-harness.js';

const ignored = [
	['h2c', '1.1', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'],
	['a WebSocket', '1.1', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'],
	['a WebSocket over HTTP/1.0', '1.0', 'Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n'],
] as const;
const bodies = [
	['', ''],
	['Content-Length: 22\r\nContent-Type: application/json\r\n', '{"url":"http://there"}'],
] as const;

for (const [name, version, fields] of ignored) {
	for (const [type, body] of bodies) {
		test(`what stands behind an ignored upgrade is answered as well: ${name}${body === '' ? '' : ', with a body'}`, async t => {
			const {server: {port}} = await startAdmin(t);
			const client = await RawClient.connect(port);
			t.after(() => {
				client.socket.destroy();
			});
			const host = `Host: localhost:${port}\r\n`;
			client.send(`${body === '' ? 'GET /status' : 'POST /add'} HTTP/${version}\r\n${host}${fields}${type}\r\n${body}GET /livez HTTP/1.1\r\n${host}\r\nGET /nowhere HTTP/1.1\r\n${host}\r\n`);
			const statuses = [(await client.response()).status, (await client.response()).status, (await client.response()).status];
			assert.deepEqual(statuses, [body === '' ? 200 : 201, 200, 404]);
		});
	}
}

test('pipelined requests are taken one after the other', async t => {
	const {control, ask, server: {port}} = await startAdmin(t);
	const client = await RawClient.connect(port);
	t.after(() => {
		client.socket.destroy();
	});
	const gate = Promise.withResolvers<void>();
	control.gate = gate.promise;
	const command = control.nextCommand();
	const paths = ['b1', 'b2', 'b3', 'b4'];
	client.send(paths.map(id => `DELETE /backends/${id} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`).join(''));
	await command;
	let hasSecond = false;
	const second = (async () => {
		await control.nextCommand();
		hasSecond = true;
	})();
	await ask('GET', '/status');
	assert.equal(hasSecond, false);
	gate.resolve();
	await second;
	for (const id of paths) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response()).status, 404, id);
	}
});

test('a reader of events whose request is its last is seen to leave, whatever it has sent behind it', async t => {
	const {exchangeRaw, server: {port}} = await startAdmin(t);
	const heard = await exchangeRaw(`GET /events HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\nrubbish`);
	assert.match(heard, /^HTTP\/1\.1 200 .*\r\n0\r\n\r\n$/sv);
});
