import type {BackendTotals} from './status.js';

/** Counters of the backends with one URL. */
export type BackendMetrics = BackendTotals & {
	readonly backend: string;
	readonly checksPassed: number;
	readonly checksFailed: number;
	readonly ejections: number;
};

/** Metrics beyond the status. All cumulative since the start except the lag; removed backends are included. */
export type Metrics = {
	/** One for each combination that occurred; the backend as in the access log, by its URL, absent without one. */
	readonly exchanges: ReadonlyArray<{readonly backend?: string; readonly method: string; readonly status: number; readonly count: number}>;
	/** Upper bounds of the buckets, in milliseconds; each row has one more, without a bound. */
	readonly durationBounds: readonly number[];
	/** Of the same exchanges: from the request's headers to the last byte, in milliseconds. */
	readonly durations: ReadonlyArray<{readonly backend?: string; readonly counts: readonly number[]; readonly sumMs: number}>;
	/** Where the time of the requests to each backend went: sums in milliseconds, and how often each phase took place. */
	readonly phases: ReadonlyArray<{readonly backend: string; readonly phase: string; readonly sumMs: number; readonly count: number}>;
	readonly backends: readonly BackendMetrics[];
	readonly workerRestarts: number;
	/** Requests that the admin API has refused. */
	readonly authFailures: {readonly missing: number; readonly wrong: number};
	/** Recent event-loop lag of each thread, in milliseconds. */
	readonly loopLags: ReadonlyArray<{readonly thread: string; readonly lagMs: number}>;
};

/** Without what the admin API counts itself. */
export type EngineMetrics = Omit<Metrics, 'authFailures'>;
