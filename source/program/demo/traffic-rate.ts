const meanRate = 11.5;
const swing = 3.5;
const swingPeriodMs = 30_000;

/** The traffic's share of the rate limit at most. Single gaps are half as long as the mean at least, hence less than half. */
const shareOfLimit = 0.4;

/**
Requests a second that the demo sends: 8 to 15, rising and falling so that there is something to see, less when the rate limit is
low.

@param elapsedMs - Since the traffic began.
@param rateLimit - Requests a second; 0 for none.
*/
export const rateAt = (elapsedMs: number, rateLimit: number): number => {
	const rate = meanRate + (swing * Math.sin(2 * Math.PI * elapsedMs / swingPeriodMs));
	const ceiling = rateLimit === 0 ? Infinity : rateLimit * shareOfLimit;
	return rate * Math.min(1, ceiling / (meanRate + swing));
};

/** How long to wait for the next request, in milliseconds: between half and one and a half of the mean gap. */
export const gapAt = (elapsedMs: number, rateLimit: number, random: number): number => 1000 / rateAt(elapsedMs, rateLimit) * (0.5 + random);
