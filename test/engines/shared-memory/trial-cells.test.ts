import assert from 'node:assert/strict';
import test from 'node:test';
import {CounterReader} from '../../../source/engines/shared-memory/counter-reader.js';
import {allocateSharedMemory, maxBackends} from '../../../source/engines/shared-memory/memory-layout.js';
import {TrialCells} from '../../../source/engines/shared-memory/trial-cells.js';

test('one trial of a backend at a time, over all workers, which only its owner ends', () => {
	const memory = allocateSharedMemory(2);
	const [first, second] = [new TrialCells(memory, 0), new TrialCells(memory, 1)];
	for (const slot of [1, maxBackends]) {
		assert.deepEqual([first.take(slot), first.take(slot), second.take(slot)], [true, false, false]);
		second.release(slot);
		assert.equal(second.take(slot), false);
		first.release(slot);
		assert.equal(second.take(slot), true);
	}
});

test('what a dead worker tried is free again, and nothing else', () => {
	const memory = allocateSharedMemory(2);
	const [first, second] = [new TrialCells(memory, 0), new TrialCells(memory, 1)];
	first.take(1);
	second.take(2);
	new CounterReader(memory).clearInFlight(0);
	assert.deepEqual([second.take(1), first.take(2)], [true, false]);
});
