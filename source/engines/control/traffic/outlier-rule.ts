import type {Outlier} from '../../../model/outlier.js';
import type {OutlierSettings} from '../../../model/outlier-settings.js';

/** Recent results of a backend. */
export type TrafficRecord = {
	/** Current consecutive failures. */
	readonly streak: number;
	/** Within the window. */
	readonly requests: number;
	readonly failures: number;
};

/** Why a backend is an outlier; undefined if it is none. */
export const outlierOf = ({streak, requests, failures}: TrafficRecord, {consecutive, errorShare, minRequests}: OutlierSettings): Outlier | undefined => {
	if (consecutive > 0 && streak >= consecutive) {
		return {type: 'consecutive-failures', failures: streak};
	}

	const share = 100 * Math.min(failures / Math.max(requests, 1), 1);
	return errorShare > 0 && requests >= minRequests && share >= errorShare
		? {type: 'error-rate', percent: Math.round(share), requests}
		: undefined;
};

/** @param count - Which ejection in a row it is, 1 for the first. */
export const ejectionMs = (count: number, {ejectMs, maxEjectMs}: OutlierSettings): number => Math.min(ejectMs * count, maxEjectMs);

/** How many of the active backends may be ejected at once: never more than half. */
export const maxEjected = (active: number): number => Math.floor(active / 2);
