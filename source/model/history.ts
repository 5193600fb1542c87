import type {Timings} from './timings.js';

/** Maximum length of a history. */
export const historyMs = 600_000;

/** Figures of one span. A request with its response in a later span counts in both: arrival here, latency there. */
export type HistoryPoint = {
	/** End of the span, in milliseconds since the epoch. */
	readonly at: number;
	readonly requests: number;
	/** 5xx responses and, of a backend, failed attempts. */
	readonly errors: number;
	/** Milliseconds from the request to the response headers; undefined without traffic. */
	readonly p50Ms: number | undefined;
	readonly p95Ms: number | undefined;
	readonly p99Ms: number | undefined;
	/** Of the requests that have ended; absent without any. */
	readonly timings?: Timings;
};

/** Traffic over the last minutes, of one backend or of all. */
export type History = {
	/** Length of each span. */
	readonly spanMs: number;
	/** Oldest first, without gaps; they begin when the first request came, or ten minutes ago. */
	readonly points: readonly HistoryPoint[];
	/** Latency histogram over all spans to the minute: ascending upper bounds in milliseconds, and counts; the last bound may be infinite. */
	readonly latencies: ReadonlyArray<{readonly upToMs: number; readonly count: number}>;
};
