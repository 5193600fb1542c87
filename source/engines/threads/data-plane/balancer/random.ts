import type {BalancingPolicy} from './policy.js';
import {WeightAxis} from './weight-axis.js';

/** At random, by weight. */
export const random = (draw: () => number): BalancingPolicy => ({
	takesTurns: false,
	prepare(candidates, weights) {
		const axis = new WeightAxis(weights);
		return () => candidates[axis.at(draw() * axis.length)]!;
	},
});
