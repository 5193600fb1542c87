import assert from 'node:assert/strict';
import test from 'node:test';
import {HealthCells} from '../../../source/engines/shared-memory/health-cells.js';
import {allocateSharedMemory, maxBackends} from '../../../source/engines/shared-memory/memory-layout.js';

test('fresh memory knows nothing of any backend', () => {
	const cells = new HealthCells(allocateSharedMemory(1));
	assert.deepEqual([cells.get(1), cells.get(maxBackends)], ['unknown', 'unknown']);
});

test('one thread\'s change is seen by all, told to one, and moves the epoch on once', () => {
	const memory = allocateSharedMemory(2);
	const [one, other] = [new HealthCells(memory), new HealthCells(memory)];
	const {epoch} = one;
	assert.deepEqual([one.set(3, 'unhealthy'), other.set(3, 'unhealthy')], [true, false]);
	assert.equal(other.get(3), 'unhealthy');
	assert.equal(other.epoch, epoch + 1);
	assert.equal(one.get(4), 'unknown');
});

test('the epoch moves on with who may serve and with shares, not with a first passed check', () => {
	const cells = new HealthCells(allocateSharedMemory(1));
	const moves = (change: () => void): number => {
		const {epoch} = cells;
		change();
		return cells.epoch - epoch;
	};

	for (const [health, moved] of [['healthy', 0], ['unhealthy', 1], ['unknown', 1], ['unhealthy', 1], ['healthy', 1]] as const) {
		assert.equal(moves(() => {
			cells.set(1, health);
		}), moved, health);
	}

	assert.equal(moves(() => {
		cells.setEjected(1, true);
	}), 1);
	assert.equal(moves(() => {
		cells.setShare(1, 0.5);
		cells.setShare(1, 0.5);
	}), 1);
});
