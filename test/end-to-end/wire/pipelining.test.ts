import assert from 'node:assert/strict';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after} from 'node:test';
import {requestHead} from '../../helpers/backend-scripts.js';
import {overTls} from '../../helpers/lane.js';
import {startProxy} from '../../helpers/running-proxy.js';

// A backend that answers nothing.
const proxy = await startProxy({scripts: [requestHead]});
after(proxy.stop);

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const connections = 60;
/** Of each. A proxy that does not read on, as it does not over TLS after some records, does not see its client leave either. */
const requests = overTls ? 1000 : 2400;
const maxGrowth = 100 * 1024 * 1024;

test('requests that wait behind a slow one take hardly any memory', async () => {
	const before = process.memoryUsage.rss();
	const clients = await Promise.all(Array.from({length: connections}, async () => proxy.connect()));
	await Promise.all(clients.map(async ({socket}) => new Promise(resolve => {
		socket.write(get.repeat(requests), resolve);
	})));
	await proxy.untilCarries(connections);
	// All have brought their first request; the rest, if it is read at all, is read after that.
	await delay(500);
	const growth = process.memoryUsage.rss() - before;
	proxy.closeClients();
	await proxy.untilIdle();
	assert.ok(growth < maxGrowth, `${connections} connections took ${Math.round(growth / 1024 / 1024)} MB`);
});

test('a client that leaves is noticed, however many of its requests wait', async () => {
	const client = await proxy.connect();
	client.send(get.repeat(100));
	await proxy.untilCarries(1);
	client.socket.destroy();
	await proxy.untilIdle();
	const {status} = await proxy.logRecord(proxy.control.status().totals.requests);
	assert.equal(status, 499);
});

const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi';

for (const [what, pieces] of [['a body came with its header', [post]], ['a request came later', [get, get]], ['the beginning of a request came later', [post, 'GET / HT']]] as const) {
	test(`a client that leaves is noticed after ${what}`, async () => {
		const client = await proxy.connect();
		for (const piece of pieces) {
			client.send(piece);
			// eslint-disable-next-line no-await-in-loop -- So that the pieces arrive one by one.
			await proxy.untilCarries(1);
		}

		client.socket.destroy();
		await proxy.untilIdle();
		const {status} = await proxy.logRecord(proxy.control.status().totals.requests);
		assert.equal(status, 499);
	});
}
