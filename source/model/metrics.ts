/** What is counted for machines, beyond the status. All cumulative since the start but the lag; backends that were removed are among the others. */
export type Metrics = {
	/** One a combination that has occurred; the backend is that of the access log, by its url, absent where there was none. */
	readonly exchanges: ReadonlyArray<{readonly backend?: string; readonly method: string; readonly status: number; readonly count: number}>;
	/** Upper bounds of the buckets, in milliseconds; each row has one more, without a bound. */
	readonly durationBounds: readonly number[];
	/** Of the same exchanges: from the request's headers to the last byte, in milliseconds. */
	readonly durations: ReadonlyArray<{readonly backend?: string; readonly counts: readonly number[]; readonly sumMs: number}>;
	/** Requests given to a backend, retries included. */
	readonly tries: ReadonlyArray<{readonly backend: string; readonly count: number}>;
	readonly aborted: ReadonlyArray<{readonly backend: string; readonly count: number}>;
	readonly failures: ReadonlyArray<{readonly backend: string; readonly count: number}>;
	readonly healthChecks: ReadonlyArray<{readonly backend: string; readonly passed: number; readonly failed: number}>;
	readonly ejections: ReadonlyArray<{readonly backend: string; readonly count: number}>;
	readonly workerRestarts: number;
	/** Requests that the admin API has refused. */
	readonly authFailures: {readonly missing: number; readonly wrong: number};
	/** How late the timers of each thread were of late, in milliseconds. */
	readonly loopLags: ReadonlyArray<{readonly thread: string; readonly lagMs: number}>;
};

/** Without what the admin API counts itself. */
export type EngineMetrics = Omit<Metrics, 'authFailures'>;
