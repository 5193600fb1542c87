import type {LogRecord} from './control.js';
import type {Policy} from './pool.js';

/** Header fields as they stood on the wire: `[name, value, name, value, …]`. */
export type RawHeaders = readonly string[];

/** Where the time of an exchange went, in milliseconds. A phase that did not take place is absent. */
export type ExchangePhases = {
	/** From the request's headers to the end of the wait for a place at a backend. */
	readonly queueMs?: number;
	/** To the TCP connection with the backend; absent when one was reused. */
	readonly connectMs?: number;
	/** The TLS handshake with the backend; absent when there was none. */
	readonly tlsMs?: number;
	/** From the connection to the backend's response headers. */
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

/** All that is known of one exchange. Kept in the worker's ring, and asked for only when a person opens it. */
export type ExchangeDetail = {
	readonly record: LogRecord;
	/** As the client sent them. */
	readonly requestHeaders: RawHeaders;
	/** As the client got them; absent when none were sent. */
	readonly responseHeaders?: RawHeaders;
	/** Why this backend: the policy, and a sentence for a person. Absent when none was chosen. */
	readonly choice?: {readonly policy: Policy; readonly reason: string};
	readonly phases: ExchangePhases;
	/** Whether the connection to the backend had served before. */
	readonly reusedConnection?: boolean;
	/** Absent when capture was off. */
	readonly requestBody?: CapturedBody;
	/** Absent when capture was off. */
	readonly responseBody?: CapturedBody;
	/** The number of the record that this one repeats. */
	readonly replayOf?: number;
};
