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

/** How many seconds have gone by since the last sample; a clock that was set back counts as one. */
const spansSince = (at: number, now: number): number => now < at ? 1 : Math.floor((now - at) / span);

/** Requests in each span since the last sample. After a longer pause, of which nothing else is known, they came at its end: nobody looked because there was nothing. */
const countsSince = ({requests, recentRequests}: BackendStatus, before: Trend, spans: number): readonly number[] => {
	const all = Math.max(0, requests - before.requests);
	const missed = Math.min(spans, maxTrend);
	return spans > 1 && recentRequests ? recentRequests.slice(-missed) : [...Array.from({length: missed - 1}, () => 0), all];
};

/** Takes a sample once a second; in between there is nothing to do. */
export const sampleTrends = (trends: Trends, backends: readonly BackendStatus[], now: number): Trends => {
	const spans = spansSince(trends.at, now);
	if (spans === 0) {
		return trends;
	}

	let most = 0;
	const byBackend = new Map<string, Trend>();
	for (const backend of backends) {
		const before = trends.byBackend.get(backend.id);
		const counts = before ? [...before.counts, ...countsSince(backend, before, spans)].slice(-maxTrend) : [];
		most = Math.max(most, ...counts);
		byBackend.set(backend.id, {requests: backend.requests, counts});
	}

	// Counted on from the last one, so that rounds that come a little late do not stretch a second.
	return {at: Number.isFinite(trends.at) && now >= trends.at ? trends.at + (spans * span) : now, byBackend, most};
};
