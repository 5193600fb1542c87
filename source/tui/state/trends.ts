import type {BackendStatus} from '../../model/status.js';

type Trend = {
	/** Count of the last sample. */
	readonly requests: number;
	/** Requests in each span, oldest first. */
	readonly counts: readonly number[];
};

/** Recent traffic of each backend. */
export type Trends = {
	/** When the last sample was taken, in milliseconds since the epoch. */
	readonly at: number;
	readonly byBackend: ReadonlyMap<string, Trend>;
	/** The maximum over all backends, so that rows can be compared. */
	readonly most: number;
};

export const noTrends: Trends = {at: -Infinity, byBackend: new Map(), most: 0};

const span = 1000;
export const maxTrend = 30;

/** Seconds since the last sample; one after the clock was set back. */
const spansSince = (at: number, now: number): number => now < at ? 1 : Math.floor((now - at) / span);

/** Requests per span since the last sample. After a pause without polling, they are counted at its end. */
const countsSince = ({requests, recentRequests}: BackendStatus, before: Trend, spans: number): readonly number[] => {
	const all = Math.max(0, requests - before.requests);
	const missed = Math.min(spans, maxTrend);
	return spans > 1 && recentRequests ? recentRequests.slice(-missed) : [...Array.from({length: missed - 1}, () => 0), all];
};

/** Takes a sample once a second. */
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

	// Aligned to the last one, so that late rounds do not stretch a second.
	return {at: Number.isFinite(trends.at) && now >= trends.at ? trends.at + (spans * span) : now, byBackend, most};
};
