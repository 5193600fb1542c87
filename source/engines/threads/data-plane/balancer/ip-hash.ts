import type {BalancingPolicy} from './policy.js';
import {rendezvous} from './rendezvous.js';

/** The same backend for the same client address, by weight. */
export const ipHash: BalancingPolicy = {
	takesTurns: false,
	prepare(candidates, weights) {
		const backendOf = rendezvous(candidates, weights);
		return ({client}) => backendOf(client);
	},
};
