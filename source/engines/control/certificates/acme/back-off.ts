import {dayMs} from '../../../../model/certificate.js';

const minuteMs = 60_000;
/** A restart may follow the removal of what was wrong, or be one of many of a program that ends each time. */
const longestAfterRestartMs = 15 * minuteMs;

/**
The time to the next attempt after so many in a row that have failed: from a minute to a day, a little more or less each time.

@param random - From 0 to 1.
*/
export const backOffMs = (failures: number, random = Math.random()): number =>
	Math.min(minuteMs * (2 ** (failures - 1)), dayMs) * (0.9 + (0.2 * random));

/** When the next attempt may be made after a restart. */
export const retryAfterRestart = ({attemptedAt, retryAt}: {readonly attemptedAt: number; readonly retryAt: number}): number =>
	Math.min(retryAt, attemptedAt + longestAfterRestartMs);
