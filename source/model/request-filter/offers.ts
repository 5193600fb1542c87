import type {FilteredRequest} from './condition.js';

/** The values that requests have, the most frequent first. */
export const mostFrequent = (records: readonly FilteredRequest[], valueOf: (record: FilteredRequest) => string | undefined): readonly string[] => {
	const counts = new Map<string, number>();
	for (const record of records) {
		const value = valueOf(record);
		if (value !== undefined && value !== '') {
			counts.set(value, (counts.get(value) ?? 0) + 1);
		}
	}

	return [...counts].toSorted(([, first], [, second]) => second - first).map(([value]) => value);
};

/** Quantiles at which bounds are suggested. */
const shares = [0.5, 0.75, 0.9, 0.99];

/** The largest of 1, 2, 5, 10, 20, 50 and so on that is less; undefined below that. */
const roundBelow = (amount: number): number | undefined => {
	const power = 10 ** Math.floor(Math.log10(amount));
	return [5, 2, 1, 0.5].map(factor => factor * power).find(round => round < amount && round >= 1);
};

/** A few round numbers that half, a quarter, a tenth and a hundredth of the amounts exceed, or somewhat more; the least first. */
export const roundBounds = (amounts: readonly number[]): readonly number[] => {
	const sorted = amounts.toSorted((first, second) => first - second);
	const bounds = sorted.length === 0 ? [] : shares.map(share => roundBelow(sorted[Math.floor(share * sorted.length)]!));
	return [...new Set(bounds)].filter(bound => bound !== undefined);
};
