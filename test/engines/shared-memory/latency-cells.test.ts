import assert from 'node:assert/strict';
import test from 'node:test';
import {CounterReader} from '../../../source/engines/shared-memory/counter-reader.js';
import {LatencyCells} from '../../../source/engines/shared-memory/latency-cells.js';
import {allocateSharedMemory} from '../../../source/engines/shared-memory/memory-layout.js';

const setUp = () => {
	const memory = allocateSharedMemory(1);
	let now = Date.now();
	const cells = new LatencyCells(memory, () => now);
	return {
		memory,
		cells,
		pass(milliseconds: number) {
			now += milliseconds;
		},
	};
};

test('nothing is known before the first answer', () => {
	assert.equal(setUp().cells.read(1), 0);
});

test('a slower answer counts at once, a faster one little by little', () => {
	const {cells, pass} = setUp();
	cells.record(1, 10);
	assert.equal(cells.read(1), 10);
	pass(100);
	cells.record(1, 200);
	assert.equal(cells.read(1), 200);
	pass(1000);
	cells.record(1, 10);
	assert.ok(Math.abs(cells.read(1) - (10 + (190 * Math.exp(-0.1)))) < 0.01, String(cells.read(1)));
});

test('a peak is forgotten over time, with and without further answers', () => {
	const {cells, pass} = setUp();
	cells.record(1, 1000);
	cells.record(2, 1000);
	for (let second = 0; second < 60; second++) {
		pass(1000);
		cells.record(1, 5);
	}

	assert.ok(cells.read(1) >= 5 && cells.read(1) < 10, String(cells.read(1)));
	assert.ok(cells.read(2) < 5, String(cells.read(2)));
});

test('threads share what they have seen, and a new backend in the same row starts with nothing', () => {
	const {memory, cells} = setUp();
	cells.record(3, 40);
	assert.ok(new LatencyCells(memory).read(3) > 30);
	new CounterReader(memory).clearSlot(3);
	assert.equal(cells.read(3), 0);
});

test('a clock that was set back does not raise a latency', () => {
	const {cells, pass} = setUp();
	cells.record(1, 10);
	pass(-3_600_000);
	assert.equal(cells.read(1), 10);
});
