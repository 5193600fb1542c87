import assert from 'node:assert/strict';
import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import {once} from 'node:events';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type TestContext} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {AdminClient} from '../../../source/engines/remote/admin-client.js';
import {parseAdminAddress} from '../../../source/engines/remote/admin-address.js';

const clientOf = async (t: TestContext, listener: http.RequestListener): Promise<AdminClient> => {
	const server = http.createServer(listener);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = parseAdminAddress(`:${(server.address() as AddressInfo).port}`);
	if (typeof address === 'string') {
		throw new TypeError(address);
	}

	const client = new AdminClient({address});
	t.after(() => {
		client.close();
		server.closeAllConnections();
		server.close();
	});
	return client;
};

for (const [what, field] of [['in chunks', 'Transfer-Encoding: chunked\r\n\r\n1\r\n'], ['of a length', 'Content-Length: 100\r\n\r\n'], ['to the end of its connection', '\r\n']] as const) {
	test(`an answer ${what} that comes byte by byte is given up in the end, and why is told`, async t => {
		t.mock.timers.enable({apis: ['setTimeout']});
		const headersCame = new Promise<void>(resolve => {
			const onResponse = (): void => {
				unsubscribe('http.client.response.finish', onResponse);
				resolve();
			};

			subscribe('http.client.response.finish', onResponse);
		});
		const client = await clientOf(t, (_request, response) => {
			response.socket!.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${field}[`);
		});
		const answer = assert.rejects(client.read('/status'), {code: 'not_connected', message: /no complete response within 10 s\. Check that an instance runs there/v});
		await headersCame;
		await setImmediate();
		t.mock.timers.tick(9999);
		t.mock.timers.tick(1);
		await answer;
	});
}

test('a command that is never answered is given up as well, and may have been done', async t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const {promise: started, resolve: start} = Promise.withResolvers<void>();
	const client = await clientOf(t, () => {
		start();
	});
	const answer = assert.rejects(client.command('POST', '/backends', {}), {code: 'not_connected', message: /no complete response within 20 s\. Whether the change was made is not known/v});
	await started;
	t.mock.timers.tick(20_000);
	await answer;
});

test('what was answered in time leaves no timer behind', async t => {
	const cleared = t.mock.method(globalThis, 'clearTimeout');
	const client = await clientOf(t, (_request, response) => {
		response.setHeader('Content-Type', 'application/json');
		response.end('{"a": 1}');
	});
	assert.deepEqual(await client.read('/'), {a: 1});
	assert.ok(cleared.mock.callCount() > 0);
});
