import assert from 'node:assert/strict';
import test from 'node:test';
import {CounterReader} from '../../../source/engines/shared-memory/counter-reader.js';
import {InFlightChanges} from '../../../source/engines/shared-memory/in-flight-changes.js';
import {allocateSharedMemory, changeCapacity, proxySlot} from '../../../source/engines/shared-memory/memory-layout.js';
import {Stripe} from '../../../source/engines/shared-memory/stripe.js';

const setUp = () => {
	const memory = allocateSharedMemory(2);
	const stripes = [new Stripe(memory, 0), new Stripe(memory, 1)] as const;
	stripes[0].enter(9);
	const changes = new InFlightChanges(memory);
	const told = (): number[] | undefined => {
		const slots: number[] = [];
		return changes.tell(slot => {
			slots.push(slot);
		})
			? slots
			: undefined;
	};

	return {
		memory, stripes, changes, told,
	};
};

test('each change of any worker is reported once, earlier ones are not', () => {
	const {stripes, told} = setUp();
	assert.deepEqual(told(), []);
	stripes[1].enter(3);
	stripes[0].enter(2);
	stripes[0].leave(2);
	stripes[0].enter(proxySlot);
	assert.deepEqual(told(), [2, 2, 3]);
	assert.deepEqual(told(), []);
});

test('more changes than fit are reported as an overflow', () => {
	const {stripes, changes, told} = setUp();
	for (let change = 0; change < changeCapacity; change++) {
		stripes[1].enter(1);
	}

	assert.equal(told()?.length, changeCapacity);
	for (let change = 0; change <= changeCapacity; change++) {
		stripes[1].enter(1);
	}

	assert.equal(told(), undefined);
	changes.skip();
	assert.deepEqual(told(), []);
	stripes[1].enter(4);
	assert.deepEqual(told(), [4]);
});

test('a worker whose exchanges were cleared may have changed any number', () => {
	const {memory, stripes, changes, told} = setUp();
	new CounterReader(memory).clearInFlight(1);
	assert.equal(told(), undefined);
	changes.skip();
	stripes[1].enter(7);
	assert.deepEqual(told(), [7]);
});
