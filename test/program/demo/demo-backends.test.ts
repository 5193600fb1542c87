import assert from 'node:assert/strict';
import test from 'node:test';
import {startDemoBackends} from '../../../source/program/demo/demo-backends.js';
import {acceptsConnections} from '../../helpers/accepts-connections.js';

test('one of the three goes down for a while, and stopping ends them all', async t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const {urls, stop} = await startDemoBackends(1);
	t.after(stop);
	const up = async () => Promise.all(urls.map(async url => acceptsConnections(Number(new URL(url).port))));

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
