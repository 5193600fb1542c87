import assert from 'node:assert/strict';
import test from 'node:test';
import {startDemo} from '../../../source/program/demo/demo.js';
import {answerEach} from '../../helpers/backend-scripts.js';
import {startBackend} from '../../helpers/scripted-backend.js';
import {failureCode} from './failure-code.js';

const emptyAnswer = 'HTTP/1.1 204 No Content\r\n\r\n';

test('starts three backends, sends traffic where it is told, and leaves nothing when it is closed', async t => {
	const proxy = await startBackend(answerEach(emptyAnswer));
	t.after(proxy.close);
	const demo = await startDemo({rateLimit: 100, seed: 1});
	t.after(demo.close);

	assert.equal(new Set(demo.backends).size, 3);
	const statuses = await Promise.all(demo.backends.map(async url => {
		const {status} = await fetch(url);
		return status;
	}));
	assert.deepEqual(statuses, [200, 200, 200]);
	assert.equal(proxy.connections.length, 0);

	demo.startTraffic(proxy.port, '0.0.0.0');
	const {closed} = await proxy.connection(1);
	await demo.close();
	await closed;
	const failures = await Promise.all(demo.backends.map(async url => failureCode(fetch(url))));
	assert.deepEqual(failures, ['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED']);
});

test('traffic can be stopped while the backends go on', async t => {
	const proxy = await startBackend(answerEach(emptyAnswer));
	t.after(proxy.close);
	const demo = await startDemo({rateLimit: 100});
	t.after(demo.close);
	demo.startTraffic(proxy.port);
	const {closed} = await proxy.connection(1);
	demo.stopTraffic();
	await closed;
	const {status} = await fetch(demo.backends[0]!);
	assert.equal(status, 200);
});
