/** When traffic says that a backend is not well. Times in milliseconds. */
export type OutlierSettings = {
	/** Failed exchanges in a row; 0 for no such rule. */
	readonly consecutive: number;
	/** Share of failed exchanges within the window, in percent; 0 for no such rule. */
	readonly errorShare: number;
	readonly windowMs: number;
	/** Exchanges that a window has to hold for its share to say anything. */
	readonly minRequests: number;
	/** How long the first ejection lasts; each further one that long more. */
	readonly ejectMs: number;
	/** How long an ejection lasts at most. */
	readonly maxEjectMs: number;
};

/** How a backend has answered traffic lately. */
export type TrafficRecord = {
	/** Failed exchanges in a row until now. */
	readonly streak: number;
	/** Within the window. */
	readonly requests: number;
	readonly failures: number;
};

/** Why a backend is an outlier, in words; undefined for one that is not. */
export const outlierReason = ({streak, requests, failures}: TrafficRecord, {consecutive, errorShare, minRequests}: OutlierSettings): string | undefined => {
	if (consecutive > 0 && streak >= consecutive) {
		return `${streak} failed requests in a row`;
	}

	const share = 100 * Math.min(failures / Math.max(requests, 1), 1);
	return errorShare > 0 && requests >= minRequests && share >= errorShare
		? `${Math.round(share)} % of ${requests} requests failed`
		: undefined;
};

/** @param count - Which ejection in a row it is, 1 for the first. */
export const ejectionMs = (count: number, {ejectMs, maxEjectMs}: OutlierSettings): number => Math.min(ejectMs * count, maxEjectMs);

/** How many of the active backends may be ejected at once: never more than half. */
export const maxEjected = (active: number): number => Math.floor(active / 2);
