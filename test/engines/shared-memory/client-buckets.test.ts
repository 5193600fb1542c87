import assert from 'node:assert/strict';
import {once} from 'node:events';
import test from 'node:test';
import {Worker} from 'node:worker_threads';
import fc from 'fast-check';
import {ClientBuckets, type ClientNetwork} from '../../../source/engines/shared-memory/client-buckets.js';
import {allocateSharedMemory, clientCount} from '../../../source/engines/shared-memory/memory-layout.js';

const second = 1_000_000_000n;

const bucketsAt = (start: bigint, rate: number) => {
	const clock = {now: start};
	const memory = allocateSharedMemory(1);
	const buckets = new ClientBuckets(memory, () => clock.now);
	buckets.configure(rate);
	return {buckets, clock, memory};
};

const takeAll = (buckets: ClientBuckets, network: ClientNetwork): number => {
	let taken = 0;
	while (buckets.take(network) === 0) {
		taken++;
	}

	return taken;
};

/** More than the table has entries, in networks of its own. */
const crowd = Array.from({length: clientCount * 2}, (_, low) => ({high: 0x20_01_0D_B8, low}));
const attacker = {high: 1, low: 0x7F_00_00_01};

test('each client has a bucket of its own, which fills with time', () => {
	const {buckets, clock} = bucketsAt(second, 10);
	const neighbour = {...attacker, low: attacker.low + 1};
	const counts = [takeAll(buckets, attacker), takeAll(buckets, neighbour), takeAll(buckets, attacker)];
	clock.now += second / 2n;
	assert.deepEqual([...counts, takeAll(buckets, attacker)], [10, 10, 0, 5]);
});

test('a take returns the tokens left, or the wait for the next one', () => {
	const {buckets} = bucketsAt(second, 4);
	const remaining = Array.from({length: 4}, () => {
		buckets.take(attacker);
		return buckets.remaining;
	});
	assert.deepEqual([...remaining, buckets.take(attacker), buckets.remaining], [3, 2, 1, 0, 250, 0]);
});

test('workers share the buckets', () => {
	const {buckets, clock, memory} = bucketsAt(second, 10);
	const other = new ClientBuckets(memory, () => clock.now);
	other.configure(10);
	assert.deepEqual([takeAll(buckets, attacker), takeAll(other, attacker)], [10, 0]);
});

test('threads that meet a new client at the same moment give it one bucket', async () => {
	const memory = allocateSharedMemory(2);
	const meeting = new SharedArrayBuffer(4);
	const counters = Array.from({length: 2}, () => new Worker(new URL('client-counter.ts', import.meta.url), {
		workerData: {memory, meeting, clients: 20_000},
	}));
	const taken = await Promise.all(counters.map(async counter => {
		const [clients] = await once(counter, 'message') as [number[]];
		return clients;
	}));
	const all = taken.flat();
	assert.equal(all.length, new Set(all).size, 'no token was taken twice');
	assert.ok(all.length > 19_000, `${all.length}`);
});

test('a rate of 0 refuses no client', () => {
	const {buckets} = bucketsAt(second, 0);
	assert.ok(Array.from({length: 100}, () => buckets.take(attacker)).every(wait => wait === 0));
});

const takeSome = (buckets: ClientBuckets, network: ClientNetwork, attempts: number): number => {
	let taken = 0;
	for (let attempt = 0; attempt < attempts; attempt++) {
		taken += buckets.take(network) === 0 ? 1 : 0;
	}

	return taken;
};

test('a client whose entry is pushed out by a thirsty crowd gets no token back', () => {
	const {buckets} = bucketsAt(second, 10);
	const before = takeSome(buckets, attacker, 3);
	for (const network of crowd) {
		takeSome(buckets, network, 6);
	}

	const after = takeAll(buckets, attacker);
	assert.equal(before, 3);
	assert.ok(after <= 7, `${after} more`);
});

test('when the crowd has gone, newcomers find full buckets again', () => {
	const {buckets, clock} = bucketsAt(second, 10);
	for (const network of crowd) {
		buckets.take(network);
	}

	clock.now += 2n * second;
	assert.equal(takeAll(buckets, attacker), 10);
});

test('a client that comes and goes among others never gets more than the burst and what the rate adds', () => {
	const {buckets, clock} = bucketsAt(second, 5);
	let offset = 0;
	const pauses = fc.bigInt({min: 0n, max: second});
	const steps = fc.array(fc.record({
		pause: pauses, others: fc.nat({max: 30_000}), thirst: fc.nat({max: 5}), attempts: fc.nat({max: 10}),
	}), {maxLength: 8});
	fc.assert(fc.property(steps, fc.nat(), (taken, low) => {
		const client = {high: 2, low};
		const startedAt = clock.now;
		let granted = 0;
		for (const {pause, others, thirst, attempts} of taken) {
			clock.now += pause;
			for (let other = 0; other < others; other++) {
				takeSome(buckets, crowd[(offset + other) % crowd.length]!, thirst);
			}

			offset += others;
			granted += takeSome(buckets, client, attempts);
		}

		assert.ok(granted <= 5 + ((5 * Number(clock.now - startedAt)) / 1e9) + 1e-6);
	}), {numRuns: 30});
});
