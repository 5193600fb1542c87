import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {SharedCursor} from '../../../../../source/engines/shared-memory/shared-cursor.js';
import {allocateSharedMemory} from '../../../../../source/engines/shared-memory/memory-layout.js';
import {smoothSequence} from '../../../../../source/engines/threads/data-plane/balancer/smooth-sequence.js';
import {weighted} from '../../../../../source/engines/threads/data-plane/balancer/weighted.js';
import {wholeWeights} from '../../../../../source/engines/threads/data-plane/balancer/whole-weights.js';
import {membersOf, requestOf} from './members.js';

const slotsChosen = (weights: readonly number[], turns: number): number[] => {
	const choose = weighted(new SharedCursor(allocateSharedMemory(1))).prepare(membersOf(weights), weights);
	return Array.from({length: turns}, () => choose(requestOf(0)).slot);
};

const sum = (weights: readonly number[]): number => weights.reduce((total, weight) => total + weight, 0);

test('the order is that of smooth weighted round robin', () => {
	assert.deepEqual(slotsChosen([5, 1, 1], 14), [1, 1, 2, 1, 3, 1, 1, 1, 1, 2, 1, 3, 1, 1]);
	assert.deepEqual(slotsChosen([2, 2], 4), [1, 2, 1, 2]);
	assert.deepEqual(slotsChosen([7], 3), [1, 1, 1]);
});

test('in a cycle, from wherever it is counted, each backend has as many turns as its weight says', () => {
	fc.assert(fc.property(
		fc.array(fc.integer({min: 1, max: 256}), {minLength: 1, maxLength: 40}),
		fc.nat(5000),
		(weights, start) => {
			const whole = wholeWeights(weights);
			const cycle = sum(whole);
			const chosen = slotsChosen(weights, start + cycle).slice(start);
			const counts = whole.map((_, index) => chosen.filter(slot => slot === index + 1).length);
			assert.deepEqual(counts, whole);
		},
	), {numRuns: 60});
});

test('an order that is too long to be written down is exact and even, too', t => {
	const weights = Array.from({length: 1000}, (_, index) => 1 + (index % 256));
	weights.push(20_000);
	const cycle = sum(weights);
	const chosen = slotsChosen(weights, cycle);
	const counts = weights.map(() => 0);
	let longestGap = 0;
	let lastHeavy = -1;
	for (const [turn, slot] of chosen.entries()) {
		counts[slot - 1]!++;
		if (slot !== weights.length) {
			continue;
		}

		longestGap = Math.max(longestGap, turn - lastHeavy);
		lastHeavy = turn;
	}

	assert.deepEqual(counts, weights);
	const evenGap = cycle / 20_000;
	t.diagnostic(`turns between two of the heaviest backend: ${evenGap.toFixed(1)} if even, at most ${longestGap}`);
	assert.ok(longestGap < 3 * evenGap);
});

test('no backend is ever more than a turn behind or two ahead of its share', () => {
	fc.assert(fc.property(fc.array(fc.integer({min: 1, max: 20}), {minLength: 1, maxLength: 8}), weights => {
		const total = sum(weights);
		const counts = weights.map(() => 0);
		for (const [turn, index] of smoothSequence(weights).entries()) {
			counts[index]!++;
			for (const [each, weight] of weights.entries()) {
				const share = (turn + 1) * weight / total;
				assert.ok(Math.abs(counts[each]! - share) < 2, `${weights.join(' ')}: backend ${each} had ${counts[each]} of ${share} turns`);
			}
		}
	}), {numRuns: 200});
});

test('weights become the smallest whole numbers in their proportion', () => {
	assert.deepEqual(wholeWeights([10, 20, 50]), [1, 2, 5]);
	assert.deepEqual(wholeWeights([7]), [1]);
	assert.deepEqual(wholeWeights([1, 0.5]), [2, 1]);
	assert.deepEqual(wholeWeights([1, 0.0001]), [16, 1]);
});
