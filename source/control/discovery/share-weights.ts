import {maxWeight, minWeight} from '../../model/backend.js';

/** Weights of SRV records, 0 to 65535, as weights of backends in the same proportions; 0 gets the least there is. */
export const shareWeights = (weights: readonly number[]): readonly number[] => {
	const scale = Math.min(1, maxWeight / Math.max(...weights, 1));
	return weights.map(weight => Math.max(Math.round(weight * scale), minWeight));
};
