/** How far back a history goes at most. */
export const historyMs = 600_000;

/** Figures of one span of time. A request that is answered in a later span counts in both: its arrival here, its latency there. */
export type HistoryPoint = {
	/** End of the span, in milliseconds since the epoch. */
	readonly at: number;
	readonly requests: number;
	/** 5xx answers and, of a backend, failed tries. */
	readonly errors: number;
	/** Milliseconds from the request to the response headers; undefined without traffic. */
	readonly p50Ms: number | undefined;
	readonly p95Ms: number | undefined;
	readonly p99Ms: number | undefined;
};

/** Traffic over the last minutes, of one backend or of all. */
export type History = {
	/** Length of each span. */
	readonly spanMs: number;
	/** Oldest first, without gaps; they begin when the first request came, or ten minutes ago. */
	readonly points: readonly HistoryPoint[];
	/** How many exchanges took how long, over all spans to the minute: upper bounds in milliseconds, growing, and counts; the last bound may be infinite. */
	readonly latencies: ReadonlyArray<{readonly upToMs: number; readonly count: number}>;
};
