import type {OutlierSettings} from '../../../model/outlier-settings.js';

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
