import type {CounterReader} from '../../../shared-memory/counter-reader.js';
import type {LatencyCells} from '../../../shared-memory/latency-cells.js';
import type {BalancingPolicy} from './policy.js';
import {WeightAxis} from './weight-axis.js';

/**
Power of two choices: of two random backends, the one with the shorter expected wait, which is its recent latency times its
requests in flight for its weight.

Both are drawn by weight: the second is at a random distance from the first on a circle of all weights, greater than the
largest weight if there is room, so that the two differ wherever the weights allow it. Equally good backends therefore get
exactly the shares of their weights.

@param counters
@param latencies
@param draw - From 0 up to, but not including, 1.
*/
export const p2c = (
	counters: Pick<CounterReader, 'inFlight'>,
	latencies: Pick<LatencyCells, 'read'>,
	draw: () => number,
): BalancingPolicy => ({
	takesTurns: false,
	prepare(candidates, weights) {
		const axis = new WeightAxis(weights);
		let largest = 0;
		for (const weight of weights) {
			largest = Math.max(largest, weight);
		}

		const leastDistance = Math.min(largest, axis.length / 2);
		const freedom = axis.length - (2 * leastDistance);
		const averageWeight = axis.length / weights.length;
		const loadOf = (index: number): number => 1 + (counters.inFlight(candidates[index]!.slot) * averageWeight / weights[index]!);

		return () => {
			const place = draw() * axis.length;
			const distant = place + leastDistance + (draw() * freedom);
			const one = axis.at(place);
			const other = axis.at(distant < axis.length ? distant : distant - axis.length);
			if (one === other) {
				return candidates[one]!;
			}

			const oneMs = latencies.read(candidates[one]!.slot);
			const otherMs = latencies.read(candidates[other]!.slot);
			// Before the first response of a backend, only its load is known.
			const areKnown = oneMs > 0 && otherMs > 0;
			const oneCost = loadOf(one) * (areKnown ? oneMs : 1);
			const otherCost = loadOf(other) * (areKnown ? otherMs : 1);
			return candidates[otherCost < oneCost ? other : one]!;
		};
	},
});
