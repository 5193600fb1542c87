import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after} from 'node:test';
import {clientScheme} from '../../helpers/lane.js';
import {answerEach, hang, requestHead} from '../../helpers/backend-scripts.js';
import {shareProxy} from '../../helpers/shared-proxy.js';

const headerTimeoutMs = 300;
const {proxy, backend, begin} = await shareProxy([`--header-timeout=${headerTimeoutMs}ms`, '--retries=0']);
after(proxy.stop);

const get = 'GET /get HTTP/1.1\r\nHost: a\r\n\r\n';
const post = 'POST /post HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const answerAll = answerEach(ok);

test('a connection that has ended with its answer carries no other request', async () => {
	await begin([async connection => {
		await requestHead(connection);
		if (connection.received.startsWith('GET')) {
			connection.socket.end('HTTP/1.1 200 OK\r\n\r\nto the end');
		} else {
			connection.socket.write(ok);
		}
	}]);
	const client = await proxy.connect();
	// A request with a body is not sent again once it may have been taken.
	client.send(get + post);
	assert.equal((await client.response()).body, 'to the end');
	const {status, body} = await client.response();
	assert.deepEqual([status, body], [200, 'ok']);
	assert.equal(backend.connections.length, 2);
});

test('an empty line behind a body begins no request', async () => {
	await begin([answerAll]);
	const client = await proxy.connect();
	client.send(`${post}\r\n`);
	assert.equal((await client.response()).status, 200);
	await delay(headerTimeoutMs * 4);
	client.send('\r\n');
	await delay(headerTimeoutMs * 4);
	client.send(get);
	assert.equal((await client.response()).status, 200);
	const {requests} = proxy.control.status().totals;
	client.send('\r\n');
	client.end();
	await client.closed;
	assert.equal(client.received.split('HTTP/1.1 ').length - 1, 2);
	assert.equal(proxy.control.status().totals.requests, requests);
});

for (const [name, second] of [
	['of HTTP/1.0', 'GET /second HTTP/1.0\r\nHost: a\r\n\r\n'],
	['with an absolute target', `GET ${clientScheme}://a/second HTTP/1.1\r\nHost: a\r\n\r\n`],
	['of the usual kind', get],
] as const) {
	test(`a request ${name} is answered that waited for its turn when the client ended its side`, async () => {
		await begin([hang]);
		const client = await proxy.connect();
		client.send(get + second);
		client.end();
		const connection = await backend.connection(1);
		await requestHead(connection);
		// Its end is there by then.
		await delay(50);
		backend.setScript(answerAll);
		connection.socket.on('data', () => {
			connection.socket.write(ok);
		});
		connection.socket.write(ok);
		await client.closed;
		const statuses = Array.from(client.received.matchAll(/HTTP\/1\.1 (?<status>\d{3})/gv), ({groups}) => groups!['status']);
		assert.deepEqual(statuses, ['200', '200']);
	});
}
