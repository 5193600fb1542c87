import assert from 'node:assert/strict';
import test from 'node:test';
import {Deadline} from '../../source/node-http/deadline.js';

const farMs = 60_000;

test('a deadline expires as it was set last, once', async () => {
	const order: string[] = [];
	const deadline = new Deadline();
	await new Promise<void>(resolve => {
		deadline.start(() => {
			order.push('replaced');
		}, 5);
		deadline.start(() => {
			order.push('due');
			resolve();
		}, 30);
		setTimeout(() => {
			order.push('between');
		}, 15);
	});
	assert.deepEqual(order, ['between', 'due']);
});

test('a deadline can be brought forward, also after it was refreshed', async () => {
	const deadline = new Deadline();
	deadline.start(() => {
		assert.fail('replaced');
	}, farMs);
	deadline.refresh();
	await new Promise<void>(resolve => {
		deadline.start(resolve, 1);
	});
});

test('a refreshed deadline starts over', async () => {
	const order: string[] = [];
	const deadline = new Deadline();
	await new Promise<void>(resolve => {
		deadline.start(() => {
			order.push('due');
			resolve();
		}, 40);
		setTimeout(() => {
			deadline.refresh();
		}, 20);
		setTimeout(() => {
			order.push('before');
		}, 50);
	});
	assert.deepEqual(order, ['before', 'due']);
});

test('a cleared deadline does not expire, not even when its time is up already', async () => {
	const cleared = new Deadline();
	const due = new Deadline();
	await new Promise<void>(resolve => {
		for (const deadline of [cleared, due]) {
			deadline.start(() => {
				assert.fail('cleared');
			}, 1);
		}

		cleared.clear();
		cleared.refresh();
		// Its timer has fired before this one; its immediate has not.
		setTimeout(() => {
			due.clear();
			setImmediate(resolve);
		}, 1);
	});
});
