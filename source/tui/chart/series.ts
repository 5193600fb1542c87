import {historyMs, type History, type HistoryPoint} from '../../model/history.js';
import type {Timings} from '../../model/timings.js';

/** Figures of the time that one dot of a chart covers: the maximum of its spans, so that peaks stay visible. */
export type Sample = {
	readonly requestsPerSecond: number;
	/** 0 to 1; undefined without traffic. */
	readonly errorShare: number | undefined;
	readonly p50Ms: number | undefined;
	readonly p95Ms: number | undefined;
	readonly p99Ms: number | undefined;
	readonly timings: Timings | undefined;
};

export type Series = {
	/** Oldest first. */
	readonly samples: readonly Sample[];
	/** Of the last span only. */
	readonly latest: Sample | undefined;
};

/** The highest of those that are known. */
export const highest = (values: ReadonlyArray<number | undefined>): number | undefined => {
	const known = values.filter(value => value !== undefined);
	return known.length === 0 ? undefined : Math.max(...known);
};

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const errorShare = (errors: number, requests: number): number | undefined => requests === 0 ? undefined : Math.min(1, errors / requests);

const highestErrorShare = (points: readonly HistoryPoint[]): number | undefined => highest([
	...points.map(({errors, requests}) => errorShare(errors, requests)),
	// The request of an error may have been counted in the previous span.
	errorShare(total(points.map(({errors}) => errors)), total(points.map(({requests}) => requests))),
]);

const highestTimings = (points: readonly HistoryPoint[]): Timings | undefined => {
	const known = points.flatMap(({timings}) => timings ? [timings] : []);
	const most = (key: keyof Timings): number => Math.max(...known.map(timings => timings[key]));
	return known.length === 0
		? undefined
		: {
			queueMs: most('queueMs'), connectMs: most('connectMs'), firstByteMs: most('firstByteMs'), transferMs: most('transferMs'),
		};
};

const sampleOf = (points: readonly HistoryPoint[], spanMs: number): Sample => ({
	requestsPerSecond: Math.max(...points.map(({requests}) => requests)) / (spanMs / 1000),
	errorShare: highestErrorShare(points),
	p50Ms: highest(points.map(({p50Ms}) => p50Ms)),
	p95Ms: highest(points.map(({p95Ms}) => p95Ms)),
	p99Ms: highest(points.map(({p99Ms}) => p99Ms)),
	timings: highestTimings(points),
});

/** Milliseconds. */
const chartSpans = [60_000, 120_000, 300_000];

/** Time range of the charts in milliseconds: all of the history, or the uptime if that is shorter. */
export const chartSpan = (ageMs: number): number => chartSpans.find(span => span >= ageMs) ?? historyMs;

type SeriesSize = {
	readonly capacity: number;
	/** The time that so many samples stand for. */
	readonly chartMs: number;
};

/**
At most so many samples, whatever the number and length of the spans. Spans are grouped by absolute time, so that a chart only moves to the
left and keeps its shape.
*/
export const seriesOf = ({points, spanMs}: Pick<History, 'points' | 'spanMs'>, {capacity, chartMs}: SeriesSize): Series => {
	// Alignment can add a sample.
	const sampleMs = chartMs / Math.max(1, capacity - 1);
	const groups = new Map<number, HistoryPoint[]>();
	for (const point of points) {
		const last = Math.ceil(point.at / sampleMs) - 1;
		for (let group = Math.floor((point.at - spanMs) / sampleMs); group <= last; group++) {
			groups.set(group, [...groups.get(group) ?? [], point]);
		}
	}

	const last = points.at(-1);
	return {samples: Array.from(groups.values(), group => sampleOf(group, spanMs)).slice(-capacity), latest: last && sampleOf([last], spanMs)};
};
