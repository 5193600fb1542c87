import type {BackendStatus} from '../../model/status.js';

type Trend = {
	/** Count at the last sample. */
	readonly requests: number;
	/** Requests in each span, oldest first. */
	readonly counts: readonly number[];
};

/** How the traffic of each backend went lately. */
export type Trends = {
	/** When the last sample was taken, in milliseconds since the epoch. */
	readonly at: number;
	readonly byBackend: ReadonlyMap<string, Trend>;
	/** The largest count of all, so that rows can be compared. */
	readonly most: number;
};

export const noTrends: Trends = {at: -Infinity, byBackend: new Map(), most: 0};

const span = 1000;
export const maxTrend = 30;

/** Takes a sample once a second; in between there is nothing to do. */
export const sampleTrends = (trends: Trends, backends: readonly BackendStatus[], now: number): Trends => {
	if (now - trends.at < span && now >= trends.at) {
		return trends;
	}

	let most = 0;
	const byBackend = new Map<string, Trend>();
	for (const {id, requests} of backends) {
		const before = trends.byBackend.get(id);
		const counts = before ? [...before.counts, Math.max(0, requests - before.requests)].slice(-maxTrend) : [];
		most = Math.max(most, ...counts);
		byBackend.set(id, {requests, counts});
	}

	return {at: now, byBackend, most};
};
