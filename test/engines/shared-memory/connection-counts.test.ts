import assert from 'node:assert/strict';
import {once} from 'node:events';
import test from 'node:test';
import {Worker} from 'node:worker_threads';
import {ConnectionCounts} from '../../../source/engines/shared-memory/connection-counts.js';
import {CounterReader} from '../../../source/engines/shared-memory/counter-reader.js';
import {allocateSharedMemory} from '../../../source/engines/shared-memory/memory-layout.js';
import type {Visit} from './connection-visitor.js';

const countsOf = (workers: number) => {
	const memory = allocateSharedMemory(workers);
	return {memory, counts: Array.from({length: workers}, (_, index) => new ConnectionCounts(memory, index))};
};

test('places are taken and given back over all workers together', () => {
	const {counts} = countsOf(2);
	const [one, other] = counts;
	const taken = [one!.tryEnter(3), other!.tryEnter(3), one!.tryEnter(3), other!.tryEnter(3), one!.tryEnter(3)];
	one!.leave();
	assert.deepEqual([...taken, other!.tryEnter(3), one!.tryEnter(3)], [true, true, true, false, false, true, false]);
});

test('a worker sees that connections wait at another, until they do no longer', () => {
	const {counts} = countsOf(2);
	const [one, other] = counts;
	const seen = [one!.anyWaiting];
	other!.setWaiting(2);
	seen.push(one!.anyWaiting);
	other!.setWaiting(0);
	seen.push(one!.anyWaiting);
	assert.deepEqual(seen, [false, true, false]);
});

test('a dead worker\'s places are free again', () => {
	const {memory, counts} = countsOf(2);
	const [one, other] = counts;
	other!.tryEnter(1);
	other!.setWaiting(1);
	new CounterReader(memory).clearInFlight(1);
	assert.deepEqual([one!.anyWaiting, one!.tryEnter(1)], [false, true]);
});

test('threads that come and go at once never have more places together than there are', async t => {
	const threads = 3;
	const limit = 4;
	const memory = allocateSharedMemory(threads);
	const granted = new SharedArrayBuffer(8);
	const visitors = Array.from({length: threads}, (_, index) => new Worker(new URL('connection-visitor.ts', import.meta.url), {
		workerData: {
			memory, index, threads, limit, visits: 50_000, granted,
		} satisfies Visit,
	}));
	const told = await Promise.all(visitors.map(async visitor => once(visitor, 'message') as Promise<[number]>));
	const most = Math.max(...told.flat());
	assert.ok(most <= limit, `${most} at once`);
	// One alone never wants more than three; how often they meet is the scheduler's business.
	t.diagnostic(`${most} places taken at once, of ${limit}`);
	assert.equal(new ConnectionCounts(memory, 0).tryEnter(1), true);
	await Promise.all(visitors.map(async visitor => visitor.terminate()));
});
