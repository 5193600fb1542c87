import assert from 'node:assert/strict';
import test from 'node:test';
import {StallWatch} from '../../../../source/engines/control/traffic/stall-watch.js';
import type {PoolMember} from '../../../../source/model/pool.js';

const member: PoolMember = {id: 'b1', url: 'http://b1', weight: 1, state: 'active', slot: 1};

/** A backend with requests in simulated time. */
const start = ({usualMs = 20} = {}) => {
	let now = 1000;
	let count = 100;
	/** When each request that waits was sent. */
	let waiting: number[] = [];
	const told: string[] = [];
	const watch = new StallWatch({
		longestWait: () => waiting.length === 0 ? 0 : Math.max(now - Math.min(...waiting), 1),
		answers: () => ({count, usualMs}),
		onChange({id}, isStalled, waitedMs) {
			told.push(`${id} ${isStalled ? 'stalls' : 'goes on'} at ${Math.round((now - 1000) / 1000)} s, ${Math.round(waitedMs / 1000)} s`);
		},
		now: () => now,
	});
	const watched = [member];
	return {
		watch,
		told,
		send() {
			waiting.push(now);
		},
		abort() {
			waiting.shift();
		},
		answer() {
			waiting.shift();
			count++;
		},
		answerAll() {
			count += waiting.length;
			waiting = [];
		},
		advance(seconds: number) {
			for (let step = 0; step < seconds * 5; step++) {
				now += 200;
				watch.update(watched);
			}
		},
	};
};

test('a request that waits for more than five seconds is reported once, and its response once', () => {
	const {told, send, answerAll, advance} = start();
	send();
	advance(4);
	assert.equal(told.length, 0);
	advance(20);
	answerAll();
	advance(2);
	assert.deepEqual(told.map(text => text.replace(/ at .*/v, '')), ['b1 stalls', 'b1 goes on']);
	assert.match(told[0]!, /at [56] s, [56] s$/v);
});

test('clients that give up sooner do not hide it, nor end it', () => {
	const {told, send, abort, answer, advance} = start();
	for (let client = 0; client < 10; client++) {
		send();
		advance(1.6);
		abort();
		advance(0.4);
	}

	assert.deepEqual(told.map(text => text.replace(/ at .*/v, '')), ['b1 stalls']);
	send();
	advance(0.2);
	answer();
	advance(2);
	assert.deepEqual(told.map(text => text.replace(/ at .*/v, '')), ['b1 stalls', 'b1 goes on']);
});

test('when nothing waits any more, it is over after a while', () => {
	const {told, send, abort, advance} = start();
	send();
	advance(8);
	abort();
	advance(4);
	assert.equal(told.length, 1);
	advance(3);
	assert.match(told[1]!, /goes on/v);
});

test('where long waits are usual, as with long polls, only much longer ones are reported', () => {
	const {told, send, abort, advance} = start({usualMs: 25_000});
	send();
	advance(100);
	abort();
	advance(10);
	assert.equal(told.length, 0);
	send();
	advance(130);
	assert.equal(told.length, 1);
});

test('requests that are slow but answered are no stall, however many there are', () => {
	const {told, send, answer, advance} = start();
	for (let request = 0; request < 30; request++) {
		send();
		advance(3);
		answer();
		advance(0.2);
	}

	assert.deepEqual(told, []);
});

test('a removed backend is forgotten', () => {
	const {watch, told, send, advance} = start();
	send();
	advance(8);
	watch.remove('b1');
	advance(8);
	assert.deepEqual(told.map(text => text.replace(/ at .*/v, '')), ['b1 stalls', 'b1 stalls']);
});
