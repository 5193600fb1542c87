import * as z from 'zod';
import type {LogPage, LogRecord} from '../../model/access-log-entry.js';
import {count, isoTime, milliseconds, rounded, timestamp} from './figures.js';

const backendReference = z.strictObject({id: z.string(), url: z.string()});

export const recordSchema = z.strictObject({
	number: count,
	started_at: timestamp,
	duration_ms: milliseconds,
	method: z.string(),
	target: z.string(),
	/** 499 when the client left before any was sent. */
	status: z.int(),
	request_bytes: count,
	response_bytes: count,
	client: z.string(),
	request_id: z.string().nullable(),
	trace_id: z.string().nullable(),
	backend: backendReference.nullable(),
	tries: count,
	failed_tries: z.array(z.strictObject({backend: backendReference, reason: z.string()})),
	error: z.string().nullable(),
	/** What exactly was wrong, where `error` leaves that open. */
	error_detail: z.string().nullable(),
	/** Number of the request that this one repeats. */
	replay_of: count.nullable(),
});

export const recordToJson = (record: LogRecord): z.output<typeof recordSchema> => ({
	number: record.number,
	started_at: isoTime(record.startedAt),
	duration_ms: rounded(record.durationMs),
	method: record.method,
	target: record.target,
	status: record.status,
	request_bytes: record.requestBytes,
	response_bytes: record.responseBytes,
	client: record.client,
	request_id: record.requestId ?? null,
	trace_id: record.traceId ?? null,
	backend: record.backend ? {id: record.backend.id, url: record.backend.url} : null,
	tries: record.tries,
	failed_tries: (record.failedTries ?? []).map(({backend: {id, url}, reason}) => ({backend: {id, url}, reason})),
	error: record.error ?? null,
	error_detail: record.errorDetail ?? null,
	replay_of: record.replayOf ?? null,
});

export const logPageSchema = z.strictObject({
	/** Oldest first. */
	requests: z.array(recordSchema),
	/** How many newer than `since` are no longer at hand, or were left out because newer ones were asked for. */
	skipped: count,
	/** Pass this as `since` to get what comes next. */
	last: count,
	/** Whether more is there already. */
	more: z.boolean(),
});

export const logPageToJson = ({records, skipped, last}: LogPage, more: boolean): z.output<typeof logPageSchema> => ({
	requests: records.map(record => recordToJson(record)), skipped, last, more,
});
