/** The step that spreads places most evenly, however many have been taken: 1 / golden ratio. */
const goldenShare = (Math.sqrt(5) - 1) / 2;

const areCoprime = (a: number, b: number): boolean => b === 0 ? a === 1 : areCoprime(b, a % b);

/**
A step that leads around a cycle of places through each of them once, and never leaves a wide part of the cycle out for long.

@param length - Of the cycle, a whole number above 0.
*/
export const evenStride = (length: number): number => {
	let stride = Math.max(Math.round(length * goldenShare), 1);
	while (!areCoprime(length, stride)) {
		stride--;
	}

	return stride;
};
