import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {CounterReader} from '../../../../../source/engines/shared-memory/counter-reader.js';
import {InFlightChanges} from '../../../../../source/engines/shared-memory/in-flight-changes.js';
import {allocateSharedMemory, changeCapacity} from '../../../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../../../source/engines/shared-memory/stripe.js';
import {leastConnections} from '../../../../../source/engines/threads/data-plane/balancer/least-connections.js';
import {membersOf, requestOf} from './members.js';

const setUp = (weights: readonly number[]) => {
	const memory = allocateSharedMemory(2);
	const counters = new CounterReader(memory);
	const policy = leastConnections(counters, () => new InFlightChanges(memory), Math.random);
	const choose = policy.prepare(membersOf(weights), weights);
	return {stripes: [new Stripe(memory, 0), new Stripe(memory, 1)], counters, choose: () => choose(requestOf(0)).slot};
};

test('whichever thread begins and ends exchanges, one with the fewest for its weight is chosen', () => {
	fc.assert(fc.property(
		fc.array(fc.integer({min: 1, max: 4}), {minLength: 1, maxLength: 12}),
		fc.array(fc.record({stripe: fc.nat(1), slot: fc.nat(11), ends: fc.boolean()}), {maxLength: 80}),
		(weights, steps) => {
			const {stripes, counters, choose} = setUp(weights);
			for (const {stripe, slot: place, ends} of steps) {
				const slot = 1 + (place % weights.length);
				if (ends && counters.inFlight(slot) > 0) {
					stripes[stripe]!.leave(slot);
				} else {
					stripes[stripe]!.enter(slot);
				}

				const scores = weights.map((weight, index) => counters.inFlight(index + 1) / weight);
				assert.equal(scores[choose() - 1], Math.min(...scores));
			}
		},
	));
});

test('more changes than are kept are not missed', () => {
	const {stripes, choose} = setUp([1, 1, 1]);
	for (let change = 0; change < changeCapacity; change++) {
		stripes[1]!.enter(1);
		stripes[1]!.leave(1);
	}

	stripes[0]!.enter(1);
	stripes[1]!.enter(3);
	assert.equal(choose(), 2);
});

test('exchanges that ended with their worker are not counted any more', () => {
	const {stripes, counters, choose} = setUp([1, 1]);
	stripes[1]!.enter(1);
	stripes[0]!.enter(2);
	stripes[0]!.enter(2);
	assert.equal(choose(), 1);
	stripes[1]!.enter(1);
	stripes[1]!.enter(1);
	assert.equal(choose(), 2);
	counters.clearInFlight(1);
	assert.equal(choose(), 1);
});
