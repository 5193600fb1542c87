import type {Totals} from '../../model/status.js';

type Reading = {
	readonly at: number;
	readonly requests: number;
	readonly rateLimited: number;
};

/** Counts of requests and of rate-limited ones since the start, over the last seconds, the oldest first. */
export type LimiterReadings = readonly Reading[];

/** Milliseconds between readings, and the time over which the share is taken. */
const pace = 1000;
const windowMs = 5000;

/** Takes a reading once a second. */
export const readLimiter = (readings: LimiterReadings, {requests, rateLimited}: Totals, now: number): LimiterReadings => {
	const last = readings.at(-1);
	const reading = {at: now, requests, rateLimited};
	// After a clock change or a change of the instance, older readings do not count.
	if (last === undefined || now < last.at || requests < last.requests) {
		return [reading];
	}

	if (now - last.at < pace) {
		return readings;
	}

	const first = readings.findLastIndex(({at}) => now - at >= windowMs);
	return [...readings.slice(Math.max(0, first)), reading];
};

/** Share of rate-limited requests in the last seconds, 0 to 1; undefined without traffic. */
export const limitedShare = (readings: LimiterReadings): number | undefined => {
	const first = readings[0];
	const last = readings.at(-1);
	const requests = first && last ? last.requests - first.requests : 0;
	return requests === 0 ? undefined : Math.min(1, (last!.rateLimited - first!.rateLimited) / requests);
};
