/** A random number from 0 up to, but not including, 1. */
export type Random = () => number;

// The "minimal standard" generator of Park and Miller with its later multiplier; every product stays a safe integer.
const modulus = 2_147_483_647;
const multiplier = 48_271;

/** Adjacent seeds give similar numbers at first; these are skipped. */
const warmUpRounds = 5;

/** A seeded, uniform generator. Not for secrets. */
export const createRandom = (seed: number): Random => {
	let state = 1 + (seed % (modulus - 1));

	const next = () => {
		state = state * multiplier % modulus;
		return (state - 1) / (modulus - 1);
	};

	for (let round = 0; round < warmUpRounds; round += 1) {
		next();
	}

	return next;
};

/** A whole number in an inclusive range. */
export const integerBetween = (random: Random, first: number, last: number): number => first + Math.floor(random() * (last - first + 1));
