/** Jitter as a share of the interval, so that probes do not synchronize. */
const jitterShare = 0.1;

/**
Delay between the starts of two probes.

@param intervalMs - The average, in milliseconds.
@param random - From 0 up to, but not including, 1.
*/
export const withJitter = (intervalMs: number, random: number): number => intervalMs * (1 + (jitterShare * ((2 * random) - 1)));
