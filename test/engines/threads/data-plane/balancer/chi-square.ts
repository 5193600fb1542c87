import type {TestContext} from 'node:test';

/** One in this many honest samples is further off than is allowed. */
const quantile = 4.265;

/** The value that chi-square exceeds once in 100,000 samples (Wilson and Hilferty's approximation). */
const criticalValue = (degrees: number): number => degrees * ((1 - (2 / (9 * degrees)) + (quantile * Math.sqrt(2 / (9 * degrees)))) ** 3);

const inPercent = (counts: readonly number[], total: number): string => counts.map(count => `${(100 * count / total).toFixed(2)} %`).join(' ');

/**
Prints how often each backend was chosen, beside the shares that the weights promise.

@param t
@param name
@param counts
@param weights
@param tolerance - Share that each may be off, for choices that depend on each other: those are no sample, so chi-square is only printed.
@returns Whether both agree.
*/
// eslint-disable-next-line max-params -- What is compared, and how closely.
export const sharesHold = (t: TestContext, name: string, counts: readonly number[], weights: readonly number[], tolerance?: number): boolean => {
	let total = 0;
	for (const count of counts) {
		total += count;
	}

	let weight = 0;
	for (const one of weights) {
		weight += one;
	}

	const expected = weights.map(one => total * one / weight);
	let chiSquare = 0;
	for (const [index, count] of counts.entries()) {
		chiSquare += ((count - expected[index]!) ** 2) / expected[index]!;
	}

	const furthest = Math.max(...counts.map((count, index) => Math.abs(count - expected[index]!) / total));
	const limit = criticalValue(counts.length - 1);
	const allowed = tolerance === undefined ? `chi-square at most ${limit.toFixed(2)}` : `off by at most ${100 * tolerance} %`;
	t.diagnostic([
		`${name}: ${total} exchanges`,
		`expected ${inPercent(expected, total)}`,
		`observed ${inPercent(counts, total)}`,
		`chi-square ${chiSquare.toFixed(2)}`,
		`off by ${(100 * furthest).toFixed(2)} % (allowed: ${allowed})`,
	].join(', '));
	return tolerance === undefined ? chiSquare <= limit : furthest <= tolerance;
};
