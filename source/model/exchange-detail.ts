import type {AccessLogEntry, LogRecord} from './access-log-entry.js';
import type {Policy} from './pool.js';

/** Header fields as they stood on the wire: `[name, value, name, value, …]`. */
export type RawHeaders = readonly string[];

/** Timing of an exchange in milliseconds, in this order. Absent phases did not take place. The rate limiter has none: it never queues. */
export type ExchangePhases = {
	/** Until a backend had a free slot. */
	readonly queueMs?: number;
	/** Failed attempts until the last one; absent with a single attempt. */
	readonly earlierAttemptsMs?: number;
	/** Connecting, including name resolution; absent with a reused connection. */
	readonly connectMs?: number;
	/** TLS handshake; absent without one. */
	readonly tlsMs?: number;
	/** Until the response headers; includes sending the request's body. */
	readonly firstByteMs?: number;
	/** Until the last byte for the client. */
	readonly bodyMs?: number;
};

/** A captured body. */
export type CapturedBody = {
	/** Its beginning: transfer coding removed, content coding kept. */
	readonly bytes: Uint8Array;
	/** Of the whole body, in bytes. */
	readonly totalBytes: number;
};

/** All details of one exchange. Kept in its worker, and fetched only on demand. */
export type ExchangeDetail = {
	readonly record: LogRecord;
	/** Of the request: `1.1` or `1.0`. */
	readonly httpVersion: string;
	/** As the client sent them; empty when the request could not be parsed. */
	readonly requestHeaders: RawHeaders;
	/** Reason phrase sent to the client; absent without a response header. */
	readonly statusText?: string;
	/** As sent to the client; absent if none were. */
	readonly responseHeaders?: RawHeaders;
	/** Policy and reason of the choice, without a full stop; absent without a choice. */
	readonly choice?: {readonly policy: Policy; readonly reason: string};
	readonly phases: ExchangePhases;
	/** Whether the backend connection was reused; absent without one. */
	readonly reusedConnection?: boolean;
	/** Absent when capture was off, or when there was no body. */
	readonly requestBody?: CapturedBody;
	/** Absent when capture was off, or when there was no body. */
	readonly responseBody?: CapturedBody;
};

/** As the worker knows it, without the order over all records. */
export type RecordedExchange = Omit<ExchangeDetail, 'record'> & {readonly entry: AccessLogEntry};
