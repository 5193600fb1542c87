import * as z from 'zod';
import type {History} from '../../model/history.js';
import {moment} from '../decode.js';

const latency = z.number().nullable().transform(value => value ?? undefined);

/** What `GET /history` answers. */
export const historyJson = z.object({
	span_ms: z.number(),
	points: z.array(z.object({
		at: moment, requests: z.number(), errors: z.number(), p50_ms: latency, p95_ms: latency, p99_ms: latency,
	}).transform(({p50_ms: p50Ms, p95_ms: p95Ms, p99_ms: p99Ms, ...point}) => ({...point, p50Ms, p95Ms, p99Ms}))),
	latencies: z.array(z.object({up_to_ms: z.number().nullable(), count: z.number()})
		.transform(({up_to_ms: upTo, count}) => ({upToMs: upTo ?? Infinity, count}))),
}).transform(({span_ms: spanMs, ...history}): History => ({spanMs, ...history}));
