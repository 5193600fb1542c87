import type {BalancingPolicy} from './policy.js';
import {rendezvous} from './rendezvous.js';

/** Consistent hashing of the client address, by weight. */
export const ipHash: BalancingPolicy = {
	takesTurns: false,
	prepare(candidates, weights) {
		const backendOf = rendezvous(candidates, weights);
		return ({client}) => backendOf(client);
	},
};
