import type {CounterReader} from '../../../shared-memory/counter-reader.js';
import type {InFlightChanges} from '../../../shared-memory/in-flight-changes.js';
import {MinimumTree} from './minimum-tree.js';
import type {BalancingPolicy} from './policy.js';

/**
The backend with the fewest exchanges in flight for its weight, over all workers together; ties are broken at random by weight.
Each change in any thread is applied once, in O(log n).

@param counters
@param followChanges - Subscribes to changes of the numbers in flight.
@param draw - From 0 up to, but not including, 1.
*/
export const leastConnections = (
	counters: Pick<CounterReader, 'inFlight'>,
	followChanges: () => Pick<InFlightChanges, 'skip' | 'tell'>,
	draw: () => number,
): BalancingPolicy => ({
	takesTurns: false,
	prepare(candidates, weights) {
		const tree = new MinimumTree(weights);
		let lastSlot = 0;
		for (const {slot} of candidates) {
			lastSlot = Math.max(lastSlot, slot);
		}

		const indexes = new Int32Array(lastSlot + 1).fill(-1);
		for (const [index, {slot}] of candidates.entries()) {
			indexes[slot] = index;
		}

		const changes = followChanges();
		const scoreOf = (index: number): number => counters.inFlight(candidates[index]!.slot) / weights[index]!;
		const takeIn = (slot: number): void => {
			const index = indexes[slot];
			if (index !== undefined && index >= 0) {
				tree.set(index, scoreOf(index));
			}
		};

		tree.setAll(scoreOf, candidates.length);
		return () => {
			if (!changes.tell(takeIn)) {
				changes.skip();
				tree.setAll(scoreOf, candidates.length);
			}

			return candidates[tree.choose(draw())]!;
		};
	},
});
