import * as z from 'zod';
import type {History} from '../../model/history.js';
import {wallTime} from '../../model/steady-clock.js';
import {count, isoTime, milliseconds, rounded, roundedOrNull, timestamp} from './figures.js';

export const historySchema = z.strictObject({
	span_ms: milliseconds,
	/** Oldest first; null without traffic. */
	points: z.array(z.strictObject({
		at: timestamp,
		requests: count,
		errors: count,
		p50_ms: milliseconds.nullable(),
		p95_ms: milliseconds.nullable(),
		p99_ms: milliseconds.nullable(),
	})),
	/** Upper bounds, growing; null for no bound. */
	latencies: z.array(z.strictObject({up_to_ms: milliseconds.nullable(), count})),
});

export const historyToJson = ({spanMs, points, latencies}: History): z.output<typeof historySchema> => ({
	span_ms: spanMs,
	points: points.map(({at, requests, errors, p50Ms, p95Ms, p99Ms}) => ({
		at: isoTime(wallTime(at)), requests, errors, p50_ms: roundedOrNull(p50Ms), p95_ms: roundedOrNull(p95Ms), p99_ms: roundedOrNull(p99Ms),
	})),
	latencies: latencies.map(latency => ({up_to_ms: Number.isFinite(latency.upToMs) ? rounded(latency.upToMs) : null, count: latency.count})),
});
