/** The step that spreads positions most evenly, however many have been taken: 1 / golden ratio. */
const goldenShare = (Math.sqrt(5) - 1) / 2;

const areCoprime = (a: number, b: number): boolean => b === 0 ? a === 1 : areCoprime(b, a % b);

/**
A step that visits each position of a cycle once, and never leaves a large part of the cycle out for long.

@param length - Of the cycle, a whole number above 0.
*/
export const evenStride = (length: number): number => {
	let stride = Math.max(Math.round(length * goldenShare), 1);
	while (!areCoprime(length, stride)) {
		stride--;
	}

	return stride;
};
