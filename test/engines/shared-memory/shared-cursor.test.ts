import assert from 'node:assert/strict';
import {once} from 'node:events';
import test from 'node:test';
import {Worker} from 'node:worker_threads';
import {allocateSharedMemory, cellViews} from '../../../source/engines/shared-memory/memory-layout.js';
import {SharedCursor} from '../../../source/engines/shared-memory/shared-cursor.js';

const turnsEach = 50_000;
const threads = 4;

test('threads that take turns at once get each number exactly once', async () => {
	const memory = allocateSharedMemory(threads);
	const takers = Array.from({length: threads}, () => new Worker(new URL('cursor-taker.ts', import.meta.url), {
		workerData: {memory, turns: turnsEach},
	}));
	const taken = await Promise.all(takers.map(async taker => once(taker, 'message') as Promise<[number[]]>));
	const numbers = taken.flatMap(([list]) => list).toSorted((a, b) => a - b);
	assert.equal(numbers.length, threads * turnsEach);
	assert.ok(numbers.every((number, index) => number === index));
	assert.equal(new SharedCursor(memory).peek(), threads * turnsEach);
	await Promise.all(takers.map(async taker => taker.terminate()));
});

test('after the largest number comes 0', () => {
	const memory = allocateSharedMemory(1);
	cellViews(memory).words[0] = -1;
	const cursor = new SharedCursor(memory);
	assert.deepEqual([cursor.peek(), cursor.next(), cursor.next()], [(2 ** 32) - 1, (2 ** 32) - 1, 0]);
});
