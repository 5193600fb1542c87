import assert from 'node:assert/strict';
import {setImmediate} from 'node:timers/promises';
import test from 'node:test';
import {Deadlines, type Timed} from '../../../../../source/engines/threads/data-plane/fast-lane/deadlines.js';

const prepare = () => {
	let now = 0;
	const late: string[] = [];
	const deadlines = new Deadlines(() => now);
	return {
		deadlines,
		late,
		add(name: string, deadline: number): Timed {
			const timed = {
				deadline,
				place: 0,
				onDeadline() {
					late.push(name);
					timed.deadline = Infinity;
				},
				onFault() {
					late.push(`${name} fails`);
				},
			};
			deadlines.add(timed);
			return timed;
		},
		async pass(milliseconds: number) {
			now += milliseconds;
			deadlines.sweep();
			await setImmediate();
		},
	};
};

test('those are told whose time is up', async () => {
	const {deadlines, late, add, pass} = prepare();
	const all = [add('a', 100), add('b', 300), add('c', 50), add('d', Infinity)];
	await pass(99);
	assert.deepEqual(late, ['c']);
	await pass(1);
	assert.deepEqual(late, ['c', 'a']);
	await pass(1000);
	assert.deepEqual(late, ['c', 'a', 'b']);
	for (const timed of all) {
		deadlines.remove(timed);
	}
});

test('who is removed is told nothing, and the others are', async () => {
	const {deadlines, late, add, pass} = prepare();
	const [a, b, c] = [add('a', 10), add('b', 10), add('c', 10)];
	deadlines.remove(a);
	await pass(10);
	assert.deepEqual(late, ['c', 'b']);
	deadlines.remove(c);
	deadlines.remove(b);
	const d = add('d', 20);
	await pass(10);
	assert.deepEqual(late, ['c', 'b', 'd']);
	deadlines.remove(d);
});

test('what goes wrong with one keeps no other from being told', async () => {
	const {late, add, pass} = prepare();
	add('a', 10).onDeadline = () => {
		throw new Error('a fault');
	};

	add('b', 10);
	await pass(10);
	assert.deepEqual(late, ['a fails', 'b']);
});

test('who is late and has something to show after one more look is not', async () => {
	const {deadlines, late, add, pass} = prepare();
	const [a, b, c] = [add('a', 10), add('b', 10), add('c', 10)];
	const passing = pass(10);
	a.deadline = 20;
	deadlines.remove(b);
	await passing;
	assert.deepEqual(late, ['c']);
	deadlines.remove(a);
	deadlines.remove(c);
});

test('the timer looks by itself, and does not keep the process alive', async () => {
	const deadlines = new Deadlines();
	const {promise, resolve} = Promise.withResolvers<void>();
	const timed = {deadline: performance.now(), place: 0, onDeadline: resolve, onFault() {}};
	deadlines.add(timed);
	const alive = setInterval(() => undefined, 1000);
	await promise;
	clearInterval(alive);
	deadlines.remove(timed);
	deadlines.add({deadline: Infinity, place: 0, onDeadline() {}, onFault() {}});
});
