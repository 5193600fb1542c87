/** Why the proxy answered by itself or broke an exchange off. Stable: scripts and log queries rely on these. */
export type ExchangeErrorCode =
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

/** A backend that was tried and gave no answer. */
export type FailedTry = {
	readonly backend: {readonly id: string; readonly url: string};
	/** In words for a person. */
	readonly reason: string;
};

/** The record of one exchange, written when it has ended. */
export type AccessLogEntry = {
	/** Order number given by the worker that carried the exchange; see `LogPage` for the order across workers. */
	readonly sequence: number;
	/** When the request's headers had arrived, in milliseconds since the epoch. */
	readonly startedAt: number;
	/** Until the last byte was handed to the client. */
	readonly durationMs: number;
	readonly method: string;
	/** Request target as the client sent it; may hold any character that HTTP allows there. */
	readonly target: string;
	/** Status sent to the client; 499 when the client left before any was sent. */
	readonly status: number;
	/** Body bytes sent to the client. */
	readonly responseBytes: number;
	/** Body bytes taken from the client. */
	readonly requestBytes: number;
	/** Address of the client: the connection's other end or, behind proxies that are trusted, whom they name. */
	readonly client: string;
	/** What backends were told as `X-Request-Id`; absent when the request was refused before it had one. */
	readonly requestId?: string | undefined;
	/** The trace that the request belongs to (W3C Trace Context): 32 hexadecimal digits. */
	readonly traceId?: string | undefined;
	/** The backend that gave the answer, or the last one tried. Absent when none was chosen. */
	readonly backend?: {readonly id: string; readonly url: string};
	/** How many backends were tried. */
	readonly tries: number;
	/** Oldest first; absent when there was none. */
	readonly failedTries?: readonly FailedTry[] | undefined;
	readonly error?: ExchangeErrorCode;
	/** What exactly was wrong, in a sentence, where the code leaves that open. */
	readonly errorDetail?: string | undefined;
	/** The number of the log record that this exchange repeats, if a person sent it once more. */
	readonly replayOf?: number | undefined;
};

/** An access log entry with its place in the order in which a reader sees all of them. */
export type LogRecord = AccessLogEntry & {
	/** Grows by one with each record of this process, whichever worker wrote it. */
	readonly number: number;
};

export type LogPage = {
	/** Oldest first. */
	readonly records: readonly LogRecord[];
	/** How many newer than the asked-for number are no longer, or were never, at hand. */
	readonly skipped: number;
	/** Pass this as `after` to get what comes next. */
	readonly last: number;
};
