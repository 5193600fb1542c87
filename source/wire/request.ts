import * as z from 'zod';
import type {AccessLogEntry, ExchangeErrorCode, FailedAttempt, LogPage, LogRecord} from '../model/access-log-entry.js';
import type {ClientTls} from '../model/client-tls.js';
import {openPhases, type OpenRequest, type OpenRequests} from '../model/open-request.js';
import {backendId, count, figure, flag, moment, ordinal, text} from './values.js';
import {absentAs, inline, later, leftOut, list, mapped, optional, resource, same} from './wire.js';

const backend = resource<FailedAttempt['backend']>({id: backendId, url: text});

// A newer instance may know of further codes, which are shown as they are.
const errorCode = mapped(same(z.string(), z.string().regex(/^\w{1,64}$/v)), code => code as ExchangeErrorCode, code => code);

/** What is known of a request, ended or not. */
const entry = resource<Omit<AccessLogEntry, 'sequence'>>({
	startedAt: ['started_at', moment],
	durationMs: ['duration_ms', figure],
	method: text,
	scheme: leftOut(same(z.literal('https'))),
	protocol: leftOut(same(z.literal('h2'))),
	tls: leftOut(resource<ClientTls>({version: text, cipher: text, serverName: ['server_name', leftOut(text)], isResumed: ['resumed', flag]})),
	target: text,
	/** 499 when the client left before any was sent; 0 while none has been received. */
	status: same(z.int()),
	requestBytes: ['request_bytes', count],
	responseBytes: ['response_bytes', count],
	client: text,
	userAgent: ['user_agent', optional(text)],
	requestId: ['request_id', optional(text)],
	traceId: ['trace_id', optional(text)],
	backend: optional(backend),
	attempts: ['tries', count],
	failedAttempts: ['failed_tries', absentAs(list(resource<FailedAttempt>({backend, reason: text})), [])],
	error: optional(errorCode),
	/** What exactly was wrong, where `error` leaves that open. */
	errorDetail: ['error_detail', optional(text)],
	/** Number of the request that this one repeats. */
	replayOf: ['replay_of', optional(ordinal)],
});

/** A request in the log. */
export const requestWire = mapped(
	resource<{readonly number: number; readonly entry: Omit<AccessLogEntry, 'sequence'>}>({number: ordinal, entry: inline(entry)}),
	// Which worker wrote it, and when, only the instance knows; the number orders as well.
	({number, entry: known}): LogRecord => ({number, ...known, sequence: number}),
	({number, ...known}) => ({number, entry: known}),
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

const openRequest = mapped(
	resource<{readonly phase: OpenRequest['phase']; readonly entry: Omit<AccessLogEntry, 'sequence'>}>({
		phase: same(z.enum(openPhases)),
		entry: inline(entry),
	}),
	({phase, entry: known}): OpenRequest => ({...known, phase}),
	({phase, ...known}) => ({phase, entry: known}),
);

/** Requests in flight, oldest first. */
export const openRequestsWire = resource<OpenRequests>({
	requests: list(openRequest),
	/** How many there are in all. */
	inFlight: ['in_flight', count],
});
