import type {AccessLogEntry, LogRecord} from './access-log-entry.js';
import type {Policy} from './pool.js';

/** Header fields as they stood on the wire: `[name, value, name, value, …]`. */
export type RawHeaders = readonly string[];

/**
Where the time of an exchange went, in milliseconds, in this order. A phase that did not take place is absent. The rate limiter
has none: it lets pass or refuses at once.
*/
export type ExchangePhases = {
	/** From the request's headers to the first backend that had a place for it. */
	readonly queueMs?: number;
	/** From there to the last try; absent when there was one try only. */
	readonly earlierTriesMs?: number;
	/** To the TCP connection with the backend, the lookup of its name included; absent when one was reused. */
	readonly connectMs?: number;
	/** The TLS handshake with the backend; absent when there was none. */
	readonly tlsMs?: number;
	/** From the connection to the backend's response headers; the request's body is sent meanwhile. */
	readonly firstByteMs?: number;
	/** From the response headers to the last byte for the client. */
	readonly bodyMs?: number;
};

/** A body as far as it was captured. */
export type CapturedBody = {
	/** The beginning of the body as it was on the wire, transfer coding removed, content coding kept. */
	readonly bytes: Uint8Array;
	/** Of the whole body, in bytes. */
	readonly totalBytes: number;
};

/** All that is known of one exchange. Kept in the worker that carried it, and asked for only when a person opens it. */
export type ExchangeDetail = {
	readonly record: LogRecord;
	/** Of the request: `1.1` or `1.0`. */
	readonly httpVersion: string;
	/** As the client sent them; empty when the request could not be parsed. */
	readonly requestHeaders: RawHeaders;
	/** The reason phrase that the client got; absent when it got no header. */
	readonly statusText?: string;
	/** As the client got them; absent when none were sent. */
	readonly responseHeaders?: RawHeaders;
	/** Why this backend: the policy, and a sentence for a person, without a full stop. Absent when none was chosen. */
	readonly choice?: {readonly policy: Policy; readonly reason: string};
	readonly phases: ExchangePhases;
	/** Whether the connection to the backend had served before; absent when there was none. */
	readonly reusedConnection?: boolean;
	/** Absent when capture was off, or when there was no body. */
	readonly requestBody?: CapturedBody;
	/** Absent when capture was off, or when there was no body. */
	readonly responseBody?: CapturedBody;
};

/** The same as the worker knows it, which knows nothing of the order of all records. */
export type RecordedExchange = Omit<ExchangeDetail, 'record'> & {readonly entry: AccessLogEntry};
