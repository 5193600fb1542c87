import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect} from 'node:net';
import test from 'node:test';
import {startDemoBackends} from '../../../source/program/demo/demo-backends.js';

const acceptsConnections = async (url: string) => {
	const socket = connect(Number(new URL(url).port), '127.0.0.1');

	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
};

test('one of the three goes down for a while, and stopping ends them all', async t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const {urls, stop} = await startDemoBackends(1);
	t.after(stop);
	const up = async () => Promise.all(urls.map(async url => acceptsConnections(url)));

	assert.deepEqual(await up(), [true, true, true]);
	t.mock.timers.tick(12_000);
	assert.deepEqual(await up(), [true, true, false]);
	t.mock.timers.tick(10_000);
	assert.deepEqual(await up(), [true, true, true]);
	stop();
	assert.deepEqual(await up(), [false, false, false]);
	t.mock.timers.tick(600_000);
	assert.deepEqual(await up(), [false, false, false]);
});
