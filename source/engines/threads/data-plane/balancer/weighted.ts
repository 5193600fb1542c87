import type {SharedCursor} from '../../../shared-memory/shared-cursor.js';
import {evenStride} from './even-stride.js';
import type {BalancingPolicy} from './policy.js';
import {smoothSequence} from './smooth-sequence.js';
import {WeightAxis} from './weight-axis.js';
import {wholeWeights} from './whole-weights.js';

/** Computing a sequence takes well below a millisecond. */
const maxSteps = 100_000;

/**
Smooth weighted round robin over all workers together: in as many turns as the sum of the weights, each backend gets exactly its
weight, and its turns are spread out. The sequence has available backends only, so that a missing one does not change the
proportions of the others.
*/
export const weighted = (cursor: SharedCursor): BalancingPolicy => ({
	takesTurns: true,
	prepare(candidates, weights) {
		const whole = wholeWeights(weights);
		const axis = new WeightAxis(whole);
		const cycle = axis.length;
		if (cycle * candidates.length <= maxSteps) {
			const sequence = smoothSequence(whole);
			return () => candidates[sequence[cursor.next() % cycle]!]!;
		}

		// A sequence that is too long to store is computed: each position once, in even steps.
		const stride = evenStride(cycle);
		return () => candidates[axis.at(((cursor.next() % cycle) * stride) % cycle)]!;
	},
});
