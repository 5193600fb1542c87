import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {MinimumTree} from '../../../../../source/engines/threads/data-plane/balancer/minimum-tree.js';
import {sharesHold} from './chi-square.js';

test('after any changes a smallest score is chosen, and every smallest one can be', () => {
	fc.assert(fc.property(
		fc.array(fc.nat(5), {minLength: 1, maxLength: 40}),
		fc.array(fc.tuple(fc.nat(39), fc.nat(5)), {maxLength: 60}),
		(scores, changes) => {
			const tree = new MinimumTree(scores.map(() => 1));
			tree.setAll(index => scores[index]!, scores.length);
			for (const [place, score] of changes) {
				const index = place % scores.length;
				scores[index] = score;
				tree.set(index, score);
			}

			const least = Math.min(...scores);
			const best = scores.map((_, index) => index).filter(index => scores[index] === least);
			assert.deepEqual(best.map((_, position) => tree.choose((position + 0.5) / best.length)), best);
		},
	));
});

test('equals are drawn for by weight', t => {
	const weights = [3, 1, 5, 2, 4];
	const tree = new MinimumTree(weights);
	tree.setAll(index => index === 2 ? 1 : 0, weights.length);
	const counts = weights.map(() => 0);
	for (let draw = 0; draw < 20_000; draw++) {
		counts[tree.choose(Math.random())]!++;
	}

	assert.equal(counts[2], 0);
	assert.ok(sharesHold(t, 'equals', counts.toSpliced(2, 1), weights.toSpliced(2, 1)));
});
