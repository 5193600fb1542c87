import type {History} from '../../model/history.js';
import {niceCeiling} from './scale.js';

export type Bin = {
	/** Infinite for the last bucket. */
	readonly upToMs: number;
	readonly count: number;
};

/** The same counts in steps of 1, 2, 5, 10, …, from the first that has any to the last. */
export const binLatencies = (latencies: History['latencies']): readonly Bin[] => {
	const counts = new Map<number, number>();
	for (const {upToMs, count} of latencies) {
		const bound = Number.isFinite(upToMs) ? niceCeiling(upToMs) : Infinity;
		counts.set(bound, (counts.get(bound) ?? 0) + count);
	}

	const bins = Array.from(counts, ([upToMs, count]) => ({upToMs, count})).toSorted((first, second) => first.upToMs - second.upToMs);
	const isFilled = ({count}: Bin): boolean => count > 0;
	return bins.slice(Math.max(0, bins.findIndex(bin => isFilled(bin))), bins.findLastIndex(bin => isFilled(bin)) + 1);
};
