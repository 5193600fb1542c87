/** With less, a backend might get nothing at all for long. */
const leastShare = 0.05;

/**
The part of its weight that a backend has which came that long ago: it grows evenly from a twentieth to all of it.

@param elapsedMs - Since it came.
@param durationMs - Until it gets its full share; 0 for at once.
*/
export const rampShare = (elapsedMs: number, durationMs: number): number =>
	elapsedMs >= durationMs ? 1 : Math.max(elapsedMs / durationMs, leastShare);
