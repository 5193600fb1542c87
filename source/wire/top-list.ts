import type {TopEntry, TopFigures, TopList, TopRequests} from '../model/top-list.js';
import {requestWire} from './request.js';
import {count, figure, milliseconds, text} from './values.js';
import {inline, list, mapped, resource} from './wire.js';

const figures = resource<TopFigures>({
	count,
	bytes: count,
	/** Milliseconds. */
	time: figure,
	rate_limited: count,
	failures: count,
});

const entry = mapped(
	resource<{readonly name: string; readonly figures: TopFigures}>({name: text, figures: inline(figures)}),
	({name, figures: sums}): TopEntry => ({name, ...sums}),
	({name, ...sums}) => ({name, figures: sums}),
);

/** Groups of requests, the highest sums first. */
export const topListWire = resource<TopList>({
	entries: list(entry),
	totals: figures,
	/** No figure of an entry is lower than the truth by more than this. */
	errorBounds: ['error_bounds', figures],
	spanMs: ['span_ms', milliseconds],
});

/** Single requests, the highest first. */
export const topRequestsWire = resource<TopRequests>({
	requests: list(requestWire),
	spanMs: ['span_ms', milliseconds],
});
