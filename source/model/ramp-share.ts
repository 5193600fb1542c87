/** With less, a backend might get no requests for a long time. */
const leastShare = 0.05;

/**
Slow start: the share of its weight grows evenly from a twentieth to the whole.

@param elapsedMs - Since the backend was added or recovered.
@param durationMs - Of the slow start; 0 for none.
*/
export const rampShare = (elapsedMs: number, durationMs: number): number =>
	elapsedMs >= durationMs ? 1 : Math.max(elapsedMs / durationMs, leastShare);
