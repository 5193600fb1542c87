import * as z from 'zod';
import type {ExchangeErrorCode, FailedAttempt, LogPage, LogRecord} from '../model/access-log-entry.js';
import {backendId, count, figure, flag, moment, ordinal, text} from './values.js';
import {absentAs, later, list, mapped, optional, resource, same} from './wire.js';

const backend = resource<FailedAttempt['backend']>({id: backendId, url: text});

// A newer instance may know of further codes, which are shown as they are.
const errorCode = mapped(same(z.string(), z.string().regex(/^\w{1,64}$/v)), code => code as ExchangeErrorCode, code => code);

/** A request in the log. */
export const requestWire = mapped(
	resource<Omit<LogRecord, 'sequence'>>({
		number: ordinal,
		startedAt: ['started_at', moment],
		durationMs: ['duration_ms', figure],
		method: text,
		target: text,
		/** 499 when the client left before any was sent. */
		status: same(z.int()),
		requestBytes: ['request_bytes', count],
		responseBytes: ['response_bytes', count],
		client: text,
		requestId: ['request_id', optional(text)],
		traceId: ['trace_id', optional(text)],
		backend: optional(backend),
		tries: count,
		failedTries: ['failed_tries', absentAs(list(resource<FailedAttempt>({backend, reason: text})), [])],
		error: optional(errorCode),
		/** What exactly was wrong, where `error` leaves that open. */
		errorDetail: ['error_detail', optional(text)],
		/** Number of the request that this one repeats. */
		replayOf: ['replay_of', optional(ordinal)],
	}),
	// Which worker wrote it, and when, only the instance knows; the number orders as well.
	(record): LogRecord => ({...record, sequence: record.number}),
	record => record,
);

/** Requests of the log, oldest first. */
export const requestPageWire = resource<LogPage & {readonly more: boolean | undefined}>({
	records: ['requests', list(requestWire)],
	/** How many newer than `since` are no longer available, or were left out because newer ones were asked for. */
	skipped: count,
	/** Pass this as `since` to get what comes next. */
	last: ordinal,
	/** Whether more is there already. */
	more: later(flag),
});
