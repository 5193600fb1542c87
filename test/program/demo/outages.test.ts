import assert from 'node:assert/strict';
import test from 'node:test';
import {startOutages} from '../../../source/program/demo/outages.js';
import {createRandom} from '../../../source/program/demo/random-numbers.js';

const recordOutages = (seed: number) => {
	const events: string[] = [];
	const stop = startOutages({
		goDown() {
			events.push('down');
		},
		comeBack() {
			events.push('up');
		},
	}, createRandom(seed));
	return {events, stop};
};

test('the first outage comes after about ten seconds, lasts about eight, and the next comes after about forty', t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const {events, stop} = recordOutages(1);
	const seconds: number[] = [];

	for (let second = 1; second <= 60; second += 1) {
		t.mock.timers.tick(1000);
		seconds.push(...Array.from({length: events.length - seconds.length}, () => second));
	}

	stop();
	assert.deepEqual(events, ['down', 'up', 'down']);
	const [down, up, downAgain] = seconds as [number, number, number];
	const inRange = [Math.abs(down - 10) <= 2, Math.abs(up - down - 8) <= 2, Math.abs(downAgain - down - 40) <= 5];
	assert.deepEqual(inRange, [true, true, true], seconds.join(', '));
});

test('no outage comes after the end', t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const {events, stop} = recordOutages(1);
	stop();
	t.mock.timers.tick(600_000);
	assert.deepEqual(events, []);
});
