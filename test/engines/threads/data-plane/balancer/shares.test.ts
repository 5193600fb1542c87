import assert from 'node:assert/strict';
import {once} from 'node:events';
import test, {after} from 'node:test';
import {Worker} from 'node:worker_threads';
import {CounterReader} from '../../../../../source/engines/shared-memory/counter-reader.js';
import {allocateSharedMemory} from '../../../../../source/engines/shared-memory/memory-layout.js';
import type {Policy} from '../../../../../source/model/pool.js';
import {sharesHold} from './chi-square.js';
import type {ChooserOrder} from './chooser.js';
import {membersOf, snapshotOf} from './members.js';

const threads = 2;
const exchangesEach = 6000;

/** One for each thread, for all tests: to start them takes longer than what they do. */
const choosers = Array.from({length: threads}, () => new Worker(new URL('chooser.ts', import.meta.url)));
after(async () => {
	await Promise.all(choosers.map(async chooser => chooser.terminate()));
});

/** How often each backend was chosen by all threads together. */
const countChoices = async (policy: Policy, weights: readonly number[], inFlight: number): Promise<number[]> => {
	const memory = allocateSharedMemory(threads);
	const turns = new SharedArrayBuffer(threads * Int32Array.BYTES_PER_ELEMENT);
	const snapshot = snapshotOf(policy, membersOf(weights));
	const told = await Promise.all(choosers.map(async (chooser, index) => {
		chooser.postMessage({
			memory, index, snapshot, exchanges: exchangesEach, inFlight, turns,
		} satisfies ChooserOrder);
		return once(chooser, 'message') as Promise<[number[]]>;
	}));
	const counters = new CounterReader(memory);
	assert.deepEqual(weights.map((_, index) => counters.inFlight(index + 1)), weights.map(() => 0));
	return weights.map((_, index) => told.reduce((sum, [counts]) => sum + counts[index]!, 0));
};

// Numbers in flight that cannot be split as the weights are shift shares a little.
const tolerance = 0.04;

const unequal = [1, 2, 3, 4];
const equal = [1, 1, 1, 1];

test('in turn: round robin gives each backend exactly as many exchanges, whatever the weights', async t => {
	const counts = await countChoices('round-robin', unequal, 4);
	assert.ok(sharesHold(t, 'round-robin', counts, equal));
	assert.deepEqual(counts, [3000, 3000, 3000, 3000]);
});

test('in turn: weighted gives each backend exactly its weight', async t => {
	const counts = await countChoices('weighted', unequal, 4);
	assert.ok(sharesHold(t, 'weighted', counts, unequal));
	assert.deepEqual(counts, [1200, 2400, 3600, 4800]);
});

for (const policy of ['ip-hash', 'uri-hash', 'random'] as const) {
	for (const weights of [equal, unequal]) {
		test(`${policy} gives weights ${weights.join(' ')} their shares over two threads`, async t => {
			assert.ok(sharesHold(t, policy, await countChoices(policy, weights, 8), weights));
		});
	}
}

for (const policy of ['least-connections', 'p2c'] as const) {
	for (const weights of [equal, unequal]) {
		for (const inFlight of [0, 8, 40]) {
			test(`${policy} keeps to weights ${weights.join(' ')} with ${inFlight} exchanges in flight in each of two threads`, async t => {
				assert.ok(sharesHold(t, `${policy}, ${inFlight} in flight`, await countChoices(policy, weights, inFlight), weights, tolerance));
			});
		}
	}
}

test('first gives everything to the first', async () => {
	assert.deepEqual(await countChoices('first', unequal, 8), [12_000, 0, 0, 0]);
});
