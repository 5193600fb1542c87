import type {History, HistoryPoint} from '../../model/history.js';

/** Figures of a stretch of time that one dot of a chart stands for: the highest of its spans, so that no peak is lost among its neighbours. */
export type Sample = {
	readonly requestsPerSecond: number;
	/** 0 to 1; undefined without traffic. */
	readonly errorShare: number | undefined;
	readonly p50Ms: number | undefined;
	readonly p95Ms: number | undefined;
	readonly p99Ms: number | undefined;
};

export type Series = {
	/** Oldest first. */
	readonly samples: readonly Sample[];
	/** The time that one sample stands for. */
	readonly sampleMs: number;
	/** Of the last span alone; undefined when there is none. */
	readonly latest: Sample | undefined;
};

const highest = (values: ReadonlyArray<number | undefined>): number | undefined => {
	const known = values.filter(value => value !== undefined);
	return known.length === 0 ? undefined : Math.max(...known);
};

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const errorShare = (errors: number, requests: number): number | undefined => requests === 0 ? undefined : Math.min(1, errors / requests);

const highestErrorShare = (points: readonly HistoryPoint[]): number | undefined => highest([
	...points.map(({errors, requests}) => errorShare(errors, requests)),
	// An error may belong to a request that came in the span before, and be alone in its own.
	errorShare(total(points.map(({errors}) => errors)), total(points.map(({requests}) => requests))),
]);

const sampleOf = (points: readonly HistoryPoint[], spanMs: number): Sample => ({
	requestsPerSecond: Math.max(...points.map(({requests}) => requests)) / (spanMs / 1000),
	errorShare: highestErrorShare(points),
	p50Ms: highest(points.map(({p50Ms}) => p50Ms)),
	p95Ms: highest(points.map(({p95Ms}) => p95Ms)),
	p99Ms: highest(points.map(({p99Ms}) => p99Ms)),
});

/**
At most so many samples for all of the history. Which spans are taken together depends on their time alone, so that a chart only moves to
the left and never changes its shape.
*/
export const seriesOf = ({points, spanMs}: Pick<History, 'points' | 'spanMs'>, capacity: number): Series => {
	// One more sample than the capacity may come of the alignment.
	const together = Math.max(1, Math.ceil(points.length / Math.max(1, capacity - 1)));
	const sampleMs = together * spanMs;
	const groups = new Map<number, HistoryPoint[]>();
	for (const point of points) {
		const group = Math.floor(point.at / sampleMs);
		groups.set(group, [...groups.get(group) ?? [], point]);
	}

	const last = points.at(-1);
	return {samples: Array.from(groups.values(), group => sampleOf(group, spanMs)), sampleMs, latest: last && sampleOf([last], spanMs)};
};
