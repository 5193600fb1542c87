import type {BalancingPolicy} from './policy.js';
import {rendezvous} from './rendezvous.js';

/** Consistent hashing of the request target, including the query, by weight. */
export const uriHash: BalancingPolicy = {
	takesTurns: false,
	prepare(candidates, weights) {
		const backendOf = rendezvous(candidates, weights);
		return ({target}) => backendOf(target);
	},
};
