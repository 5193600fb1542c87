import type {SharedCursor} from '../../../shared-memory/shared-cursor.js';
import type {BalancingPolicy} from './policy.js';

/** Strictly in turn, over all workers together. */
export const roundRobin = (cursor: SharedCursor): BalancingPolicy => ({
	takesTurns: true,
	prepare: candidates => () => candidates[cursor.next() % candidates.length]!,
});
