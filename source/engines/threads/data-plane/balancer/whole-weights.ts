/** Weights of slow start are rounded to this fraction of 1. */
const parts = 16;

const greatestCommonDivisor = (a: number, b: number): number => b === 0 ? a : greatestCommonDivisor(b, a % b);

/** The smallest whole numbers above 0 in the proportions of the weights. */
export const wholeWeights = (weights: readonly number[]): readonly number[] => {
	const whole = weights.every(weight => Number.isSafeInteger(weight))
		? weights
		: weights.map(weight => Math.max(Math.round(weight * parts), 1));
	let divisor = 0;
	for (const weight of whole) {
		divisor = greatestCommonDivisor(divisor, weight);
	}

	return divisor === 1 ? whole : whole.map(weight => weight / divisor);
};
