import type {Totals} from '../../model/status.js';

type Reading = {
	readonly at: number;
	readonly requests: number;
	readonly rateLimited: number;
};

/** How many requests came and how many of them the rate limiter turned away, since the start; of the last few seconds, the oldest first. */
export type LimiterReadings = readonly Reading[];

/** Milliseconds between two readings, and over how many the share is taken: as over the other figures of the last seconds. */
const pace = 1000;
const windowMs = 5000;

/** Takes a reading once a second; in between there is nothing to do. */
export const readLimiter = (readings: LimiterReadings, {requests, rateLimited}: Totals, now: number): LimiterReadings => {
	const last = readings.at(-1);
	const reading = {at: now, requests, rateLimited};
	// After a clock was set back, or when another instance answers, what was read before says nothing.
	if (last === undefined || now < last.at || requests < last.requests) {
		return [reading];
	}

	if (now - last.at < pace) {
		return readings;
	}

	const first = readings.findLastIndex(({at}) => now - at >= windowMs);
	return [...readings.slice(Math.max(0, first)), reading];
};

/** The share of the last seconds' requests that were turned away, 0 to 1; undefined without traffic. */
export const limitedShare = (readings: LimiterReadings): number | undefined => {
	const first = readings[0];
	const last = readings.at(-1);
	const requests = first && last ? last.requests - first.requests : 0;
	return requests === 0 ? undefined : Math.min(1, (last!.rateLimited - first!.rateLimited) / requests);
};
