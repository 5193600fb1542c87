import assert from 'node:assert/strict';
import test from 'node:test';
import {ProbeSlots} from '../../../../source/engines/control/health/probe-slots.js';

test('starts as many as there are slots, the others in order as slots come free', () => {
	const slots = new ProbeSlots(2);
	const started: string[] = [];

	for (const name of ['a', 'b', 'c', 'd']) {
		slots.acquire(() => {
			started.push(name);
		});
	}

	assert.deepEqual(started, ['a', 'b']);
	slots.release();
	assert.deepEqual(started, ['a', 'b', 'c']);
	slots.release();
	assert.deepEqual(started, ['a', 'b', 'c', 'd']);
});

test('an unclaimed slot can be taken again', () => {
	const slots = new ProbeSlots(1);
	let started = 0;
	const start = () => {
		started += 1;
	};

	slots.acquire(start);
	slots.release();
	slots.acquire(start);
	assert.equal(started, 2);
	slots.acquire(start);
	assert.equal(started, 2);
});

test('a wish that was withdrawn is passed over', () => {
	const slots = new ProbeSlots(1);
	const started: string[] = [];
	const withdrawn = () => {
		started.push('withdrawn');
	};

	slots.acquire(() => undefined);
	slots.acquire(withdrawn);
	slots.acquire(() => {
		started.push('next');
	});
	slots.withdraw(withdrawn);
	slots.release();
	assert.deepEqual(started, ['next']);
});
