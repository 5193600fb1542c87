import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {outlierWords} from '../../../../source/model/outlier.js';
import {OutlierDetector} from '../../../../source/engines/control/traffic/outlier-detector.js';
import type {OutlierSettings} from '../../../../source/model/outlier-settings.js';
import type {AdminState} from '../../../../source/model/backend.js';
import type {PoolMember} from '../../../../source/model/pool.js';

const usual: OutlierSettings = {
	consecutive: 5, errorShare: 0, windowMs: 10_000, minRequests: 20, ejectMs: 30_000, maxEjectMs: 300_000,
};

const startDetector = (size: number, settings: Partial<OutlierSettings> = {}) => {
	let now = 0;
	const members = Array.from({length: size}, (_, index): PoolMember => ({
		id: `b${index + 1}`, url: `http://b${index + 1}`, weight: 1, state: 'active', slot: index + 1,
	}));
	const rows = members.map(() => ({streak: 0, requests: 0, failures: 0}));
	const ejected = new Set<string>();
	const told: string[] = [];
	const detector = new OutlierDetector({
		settings: () => ({...usual, ...settings}),
		counts: slot => ({...rows[slot - 1]!}),
		clearStreak(slot) {
			rows[slot - 1]!.streak = 0;
		},
		setEjected({id}, isEjected) {
			if (isEjected) {
				ejected.add(id);
			} else {
				ejected.delete(id);
			}
		},
		onEjected({id}, outlier, durationMs) {
			told.push(`${now / 1000}: ${id} for ${durationMs / 1000} s (${outlierWords(outlier)})`);
		},
		onReturned({id}) {
			told.push(`${now / 1000}: ${id} back`);
		},
		now: () => now,
	});
	detector.update(members);
	return {
		detector,
		members,
		ejected,
		told,
		serve(id: string, outcomes: string) {
			const row = rows[Number(id.slice(1)) - 1]!;
			for (const outcome of outcomes) {
				row.requests += 1;
				row.failures += outcome === 'x' ? 1 : 0;
				row.streak = outcome === 'x' ? row.streak + 1 : 0;
			}

			detector.update(members);
		},
		advance(seconds: number) {
			for (let step = 0; step < seconds * 5; step++) {
				now += 200;
				detector.update(members);
			}
		},
		setState(id: string, state: AdminState) {
			const index = members.findIndex(member => member.id === id);
			members[index] = {...members[index]!, state};
		},
	};
};

test('as many failures in a row as were set eject a backend, one fewer does not', () => {
	const {serve, told} = startDetector(3);
	serve('b1', 'xxxx.xxxx.');
	assert.deepEqual(told, []);
	serve('b1', 'xxxxx');
	assert.deepEqual(told, ['0: b1 for 30 s (5 failed requests in a row)']);
});

test('without a rule nothing is ejected', () => {
	const {serve, told, detector} = startDetector(3, {consecutive: 0});
	serve('b1', 'x'.repeat(1000));
	assert.deepEqual(told, []);
	assert.equal(detector.isOn, false);
});

test('ejections grow while they follow each other, up to a limit, and are forgotten one by one', () => {
	const {serve, advance, told, detector} = startDetector(2, {ejectMs: 10_000, maxEjectMs: 25_000});
	for (const [seconds, left] of [[10, 10], [20, 20], [25, 25], [25, 25]] as const) {
		serve('b1', 'xxxxx');
		assert.equal(detector.ejection('b1')?.remainingMs, left * 1000);
		advance(seconds);
		assert.equal(detector.ejection('b1'), undefined);
	}

	advance(20);
	serve('b1', 'xxxxx');
	assert.match(told.at(-1)!, /b1 for 25 s/v, 'four less two, and one more');
	advance(25 + 100);
	serve('b1', 'xxxxx');
	assert.match(told.at(-1)!, /b1 for 10 s/v, 'all forgotten');
});

test('what failed before an ejection does not count after it', () => {
	const {serve, advance, told} = startDetector(2, {ejectMs: 1000});
	serve('b1', 'xxxxxxxxx');
	advance(1);
	serve('b1', 'xxxx.');
	assert.equal(told.length, 2);
});

test('a share of failures within the window ejects, if there were enough requests', () => {
	const {serve, advance, told} = startDetector(2, {consecutive: 0, errorShare: 50});
	serve('b1', 'x.'.repeat(9));
	assert.equal(told.length, 0, '18 requests say nothing');
	serve('b1', 'x.');
	assert.deepEqual(told, ['0: b1 for 30 s (50 % of 20 requests failed)']);
	serve('b2', '.'.repeat(1000));
	advance(12);
	serve('b2', 'x'.repeat(20));
	assert.equal(told.length, 1, 'half of the pool is ejected already');
	advance(18);
	assert.deepEqual(told.slice(1), ['30: b1 back']);
	serve('b2', 'x'.repeat(20));
	assert.match(told.at(-1)!, /30: b2 for 30 s \(100 % of 20 requests failed\)/v, 'what came before the window does not count');
});

test('never is more than half of the active backends ejected, and the next has its turn when one returns', () => {
	const {serve, advance, ejected, setState} = startDetector(5);
	for (const id of ['b1', 'b2', 'b3', 'b4', 'b5']) {
		serve(id, 'xxxxx');
	}

	assert.deepEqual([...ejected], ['b1', 'b2']);
	advance(30);
	assert.deepEqual([...ejected], ['b3', 'b4']);
	setState('b5', 'disabled');
	assert.equal(ejected.size, 2);
});

test('the only backend is never ejected', () => {
	const {serve, ejected} = startDetector(1);
	serve('b1', 'x'.repeat(100));
	assert.equal(ejected.size, 0);
});

test('whatever happens, at most half is ejected, and all return in the end', () => {
	const happenings = fc.array(fc.record({id: fc.integer({min: 1, max: 6}), outcomes: fc.string({unit: fc.constantFrom('x', '.'), minLength: 1, maxLength: 12}), seconds: fc.integer({min: 0, max: 40})}), {maxLength: 60});
	fc.assert(fc.property(happenings, fc.integer({min: 1, max: 6}), (list, size) => {
		const {serve, advance, ejected} = startDetector(size, {errorShare: 60});
		for (const {id, outcomes, seconds} of list) {
			serve(`b${((id - 1) % size) + 1}`, outcomes);
			assert.ok(ejected.size <= size / 2);
			advance(seconds);
		}

		advance(700);
		assert.equal(ejected.size, 0);
	}), {numRuns: 30});
});
