import type {SharedCursor} from '../../../shared-memory/shared-cursor.js';
import {evenStride} from './even-stride.js';
import type {BalancingPolicy} from './policy.js';
import {smoothSequence} from './smooth-sequence.js';
import {WeightAxis} from './weight-axis.js';
import {wholeWeights} from './whole-weights.js';

/** What working out an order may take: well below a millisecond. */
const maxSteps = 100_000;

/**
Smoothly in turn, by weight: over all workers together, as many turns as the weights' sum give each backend exactly its weight,
and a backend's turns lie apart. The order holds only available backends, so one that is missing leaves the proportions
of the others as they are.
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

		// An order too long to be written down is walked through instead: also each place once, in even steps.
		const stride = evenStride(cycle);
		return () => candidates[axis.at(((cursor.next() % cycle) * stride) % cycle)]!;
	},
});
