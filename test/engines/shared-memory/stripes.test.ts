import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {CounterReader} from '../../../source/engines/shared-memory/counter-reader.js';
import {bucketCount, bucketOf} from '../../../source/engines/shared-memory/latency-buckets.js';
import {
	allocateSharedMemory,
	type Field,
	fields,
	maxBackends,
	stripesIn,
} from '../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../source/engines/shared-memory/stripe.js';

const stripesOf = (count: number) => {
	const memory = allocateSharedMemory(count);
	return {memory, reader: new CounterReader(memory), stripes: Array.from({length: count}, (_, index) => new Stripe(memory, index))};
};

test('the memory knows its number of stripes', () => {
	assert.deepEqual([1, 2, 64].map(count => stripesIn(allocateSharedMemory(count))), [1, 2, 64]);
});

const slots = [0, 1, 2, 3, maxBackends];
const where = {stripe: fc.nat({max: 2}), slot: fc.constantFrom(...slots)};
const addition = fc.record({kind: fc.constantFrom(...fields), ...where, amount: fc.nat({max: 2 ** 40})});
const passage = fc.record({kind: fc.constantFrom('enter' as const, 'leave' as const), ...where, amount: fc.constant(1)});
const latency = fc.record({kind: fc.constant('latency' as const), ...where, amount: fc.double({min: 0, max: 1e5, noNaN: true})});
const steps = fc.array(fc.oneof(addition, passage, latency), {maxLength: 60});

/** Does a step, and says what the reader should then have seen more of. */
const take = (stripe: Stripe, kind: Field | 'enter' | 'leave' | 'latency', slot: number, amount: number): [what: string, more: number] => {
	if (kind === 'latency') {
		stripe.recordLatency(slot, amount);
		return [`${slot} bucket ${bucketOf(amount)}`, 1];
	}

	if (kind === 'enter' || kind === 'leave') {
		stripe[kind](slot);
		return [`${slot} in flight`, kind === 'enter' ? 1 : -1];
	}

	stripe.add(slot, kind, amount);
	return [`${slot} ${kind}`, amount];
};

/** Everything that the reader sees and is not 0. */
const readAll = (reader: CounterReader): Map<string, number> => {
	const buckets = new Uint32Array(bucketCount);
	const seen = slots.flatMap(slot => {
		reader.readLatencies(slot, buckets);
		return [
			...fields.map(field => [`${slot} ${field}`, reader.count(slot, field)] as const),
			[`${slot} in flight`, reader.inFlight(slot)] as const,
			...Array.from(buckets, (count, bucket) => [`${slot} bucket ${bucket}`, count] as const),
		];
	});
	return new Map(seen.filter(([, count]) => count !== 0));
};

test('whatever is counted where, the reader sums it up for each slot and field', () => {
	fc.assert(fc.property(steps, taken => {
		const {reader, stripes} = stripesOf(3);
		const expected = new Map<string, number>();
		for (const {kind, stripe, slot, amount} of taken) {
			const [what, more] = take(stripes[stripe]!, kind, slot, amount);
			expected.set(what, (expected.get(what) ?? 0) + more);
		}

		assert.deepEqual(readAll(reader), new Map([...expected].filter(([, count]) => count !== 0)));
	}), {numRuns: 40});
});

test('what was in flight in one stripe can be forgotten, and nothing else is', () => {
	const {reader, stripes} = stripesOf(2);
	for (const stripe of stripes) {
		stripe.enter(0);
		stripe.enter(2);
		stripe.add(2, 'requests');
	}

	reader.clearInFlight(1);
	assert.deepEqual([reader.inFlight(0), reader.inFlight(2), reader.count(2, 'requests')], [1, 1, 2]);
});

test('a slot can be made ready for another backend without touching its neighbours', () => {
	const {reader, stripes} = stripesOf(2);
	const fill = (filled: readonly number[]) => {
		for (const slot of filled) {
			for (const stripe of stripes) {
				stripe.enter(slot);
				stripe.recordLatency(slot, 1);
				stripe.add(slot, 'failures', 5);
				stripe.add(slot, 'responseBytes', 5);
			}
		}
	};

	fill([1, 3]);
	const withoutIt = readAll(reader);
	fill([2]);
	assert.notDeepEqual(readAll(reader), withoutIt);
	reader.clearSlot(2);
	assert.deepEqual(readAll(reader), withoutIt);
});

test('the longest wait is that of all workers, without dead ones', () => {
	const {reader, stripes} = stripesOf(3);
	stripes[0]!.setWait(1, 700);
	stripes[1]!.setWait(1, 12_000);
	stripes[2]!.setWait(2, 5);
	assert.deepEqual([0, 1, 2].map(slot => reader.longestWait(slot)), [0, 12_000, 5]);
	reader.clearInFlight(1);
	assert.equal(reader.longestWait(1), 700);
	reader.clearSlot(1);
	assert.deepEqual([0, 1, 2].map(slot => reader.longestWait(slot)), [0, 0, 5]);
});
