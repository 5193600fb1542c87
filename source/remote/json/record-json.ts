import * as z from 'zod';
import type {ExchangeErrorCode, LogPage, LogRecord} from '../../model/access-log-entry.js';
import {backendId, defined, moment, optional} from '../decode.js';

const backendReference = z.object({id: backendId, url: z.string()});

export const recordJson = z.object({
	number: z.int(),
	started_at: moment,
	duration_ms: z.number(),
	method: z.string(),
	target: z.string(),
	status: z.int(),
	request_bytes: z.number(),
	response_bytes: z.number(),
	client: z.string(),
	request_id: optional(z.string()),
	trace_id: optional(z.string()),
	backend: optional(backendReference),
	tries: z.number(),
	failed_tries: z.array(z.object({backend: backendReference, reason: z.string()})).default([]),
	// A newer instance may know of further codes, which are shown as they are.
	error: optional(z.string().regex(/^\w{1,64}$/v).transform(code => code as ExchangeErrorCode)),
	error_detail: optional(z.string()),
	replay_of: optional(z.int()),
}).transform((json): LogRecord => ({
	number: json.number,
	// Of whom only the instance knows; the number orders as well.
	sequence: json.number,
	startedAt: json.started_at,
	durationMs: json.duration_ms,
	method: json.method,
	target: json.target,
	status: json.status,
	requestBytes: json.request_bytes,
	responseBytes: json.response_bytes,
	client: json.client,
	tries: json.tries,
	...defined({
		requestId: json.request_id,
		traceId: json.trace_id,
		backend: json.backend,
		failedTries: json.failed_tries.length > 0 ? json.failed_tries : undefined,
		error: json.error,
		errorDetail: json.error_detail,
		replayOf: json.replay_of,
	}),
}));

/** What `GET /requests` answers. */
export const logPageJson = z.object({
	requests: z.array(recordJson),
	skipped: z.number(),
	last: z.int(),
}).transform(({requests, ...page}): LogPage => ({records: requests, ...page}));
