import type {LogRecord} from './access-log-entry.js';

/** What requests are grouped by; a path is without its query. */
export const topSubjects = ['client', 'path', 'user_agent', 'status'] as const;

export type TopSubject = (typeof topSubjects)[number];

/** What is summed up: requests, bytes of both bodies, milliseconds, requests that the rate limiter refused, and responses with a 5xx status. */
export const topMeasures = ['count', 'bytes', 'time', 'rate_limited', 'failures'] as const;

export type TopMeasure = (typeof topMeasures)[number];

/** One figure for each measure. */
export type TopFigures = Readonly<Record<TopMeasure, number>>;

/** The last minute, or the last ten. */
export const topSpans = ['1m', '10m'] as const;

export type TopSpan = (typeof topSpans)[number];

export type TopQuery = {
	readonly by: TopSubject;
	readonly measure: TopMeasure;
	readonly over: TopSpan;
	readonly limit: number;
};

/** One client, path, user agent or status; empty for requests without a user agent. */
export type TopEntry = TopFigures & {readonly name: string};

/**
The groups with the highest sums. They are counted with bounded memory: each figure may be too low, by its error bound at most. That bound is below
a hundredth of the total, and 0 while there are few groups.
*/
export type TopList = {
	/** The highest first. */
	readonly entries: readonly TopEntry[];
	/** Of all requests, exact. */
	readonly totals: TopFigures;
	readonly errorBounds: TopFigures;
	/** How long the requests were counted that are in here: a little longer than asked for, or less after the start. */
	readonly spanMs: number;
};

/** What single requests are compared by. */
export const requestMeasures = ['time', 'bytes', 'tries'] as const;

export type RequestMeasure = (typeof requestMeasures)[number];

export type TopRequestsQuery = {
	readonly measure: RequestMeasure;
	readonly over: TopSpan;
	readonly limit: number;
};

/** The requests that took longest, were largest, or needed most attempts; of those, only requests with more than one. */
export type TopRequests = {
	/** The highest first. */
	readonly requests: readonly LogRecord[];
	readonly spanMs: number;
};

/** More are not kept. */
export const maxTopEntries = 100;
export const maxTopRequests = 20;
