import type {BalancingPolicy} from './policy.js';
import {rendezvous} from './rendezvous.js';

/** The same backend for the same request target, query included, by weight. */
export const uriHash: BalancingPolicy = {
	takesTurns: false,
	prepare(candidates, weights) {
		const backendOf = rendezvous(candidates, weights);
		return ({target}) => backendOf(target);
	},
};
