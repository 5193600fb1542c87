/** Share of the interval by which a delay is shorter or longer at most, so that probes do not march in step. */
const jitterShare = 0.1;

/**
How long to wait between the beginnings of two probes of one backend.

@param intervalMs - Between the beginnings, on average, in milliseconds.
@param random - From 0 up to, but not including, 1.
*/
export const withJitter = (intervalMs: number, random: number): number => intervalMs * (1 + (jitterShare * ((2 * random) - 1)));
