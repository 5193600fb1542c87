import type {History, HistoryPoint} from '../model/history.js';
import {timingsWire} from './timings.js';
import {count, figure, milliseconds, steadyMoment} from './values.js';
import {list, mapped, nullable, optional, resource} from './wire.js';

const point = resource<HistoryPoint>({
	at: steadyMoment,
	requests: count,
	errors: count,
	p50Ms: ['p50_ms', nullable(figure)],
	p95Ms: ['p95_ms', nullable(figure)],
	p99Ms: ['p99_ms', nullable(figure)],
	timings: optional(timingsWire),
});

/** JSON has no infinity: null for no bound. */
const bound = mapped(nullable(figure), upTo => upTo ?? Infinity, upTo => Number.isFinite(upTo) ? upTo : undefined);

/** The traffic of the last minutes. */
export const historyWire = resource<History>({
	spanMs: ['span_ms', milliseconds],
	/** Oldest first; null without traffic. */
	points: list(point),
	/** Upper bounds, growing. */
	latencies: list(resource<History['latencies'][number]>({upToMs: ['up_to_ms', bound], count})),
});
