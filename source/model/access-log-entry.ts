import type {ClientTls} from './client-tls.js';

/** Why the proxy sent a local reply or aborted an exchange. Stable: scripts and log queries rely on these. */
export type ExchangeErrorCode =
	| 'acme_challenge'
	| 'client_certificate_refused'
	| 'client_certificate_required'
	| 'https_required'
	| 'http_1_1_required'
	| 'misdirected_request'
	| 'malformed_request'
	| 'method_not_supported'
	| 'expectation_failed'
	| 'uri_too_long'
	| 'body_too_large'
	| 'loop_detected'
	| 'request_timeout'
	| 'headers_too_large'
	| 'rate_limited'
	| 'no_backend_available'
	| 'queue_full'
	| 'queue_timeout'
	| 'overloaded'
	| 'backend_unreachable'
	| 'backend_tls_failed'
	| 'backend_reset'
	| 'backend_invalid_response'
	| 'backend_response_incomplete'
	| 'backend_cut_off'
	| 'proxy_stopped'
	| 'connect_timeout'
	| 'response_timeout'
	| 'idle_timeout'
	| 'client_stalled'
	| 'client_aborted'
	| 'internal_error';

/** A failed attempt at a backend. */
export type FailedAttempt = {
	readonly backend: {readonly id: string; readonly url: string};
	/** In words. */
	readonly reason: string;
};

/** The record of one exchange, written when it has ended. */
export type AccessLogEntry = {
	/** Sequence number of the worker that carried the exchange; see `LogPage` for the order across workers. */
	readonly sequence: number;
	/** When the request's headers had arrived, in milliseconds since the epoch. */
	readonly startedAt: number;
	/** Until the last byte was handed to the client. */
	readonly durationMs: number;
	readonly method: string;
	/** Of the client's connection; absent for plain HTTP. */
	readonly scheme?: 'https' | undefined;
	/** Of the client's connection; absent for HTTP/1. */
	readonly protocol?: 'h2' | undefined;
	/** Of the client's connection; absent for plain HTTP. */
	readonly tls?: ClientTls | undefined;
	/** Request target as sent by the client; may contain any character that HTTP allows there. */
	readonly target: string;
	/** Status sent to the client; 499 if it left before. */
	readonly status: number;
	/** Body bytes sent to the client. */
	readonly responseBytes: number;
	/** Body bytes received from the client. */
	readonly requestBytes: number;
	/** Address of the client: the peer or, behind trusted proxies, the one they name. */
	readonly client: string;
	/** As the client sent it. */
	readonly userAgent?: string | undefined;
	/** The `X-Request-Id` sent to backends; absent if the request was refused before. */
	readonly requestId?: string | undefined;
	/** The trace that the request belongs to (W3C Trace Context): 32 hexadecimal digits. */
	readonly traceId?: string | undefined;
	/** The backend that responded, or of the last attempt; absent without one. */
	readonly backend?: {readonly id: string; readonly url: string};
	/** Number of attempts. */
	readonly attempts: number;
	/** Oldest first; absent when there was none. */
	readonly failedAttempts?: readonly FailedAttempt[] | undefined;
	readonly error?: ExchangeErrorCode;
	/** Details of the error, if the code leaves them open. */
	readonly errorDetail?: string | undefined;
	/** The number of the request that this one replays. */
	readonly replayOf?: number | undefined;
};

/** An access log entry with its number in the order over all workers. */
export type LogRecord = AccessLogEntry & {
	/** Consecutive over all workers of this process. */
	readonly number: number;
};

export type LogPage = {
	/** Oldest first. */
	readonly records: readonly LogRecord[];
	/** Number of newer records that are no longer available or were skipped. */
	readonly skipped: number;
	/** Pass this as `after` to get what comes next. */
	readonly last: number;
};
