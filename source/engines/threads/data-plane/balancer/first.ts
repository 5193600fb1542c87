import type {BalancingPolicy} from './policy.js';

/** The first available backend in the pool's order; the others are backups. */
export const first: BalancingPolicy = {
	takesTurns: false,
	prepare: ([backend]) => () => backend!,
};
