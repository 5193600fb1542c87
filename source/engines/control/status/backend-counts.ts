import {durationCells} from '../../shared-memory/durations.js';

/** Whatever is counted of one backend and only grows. */
export type BackendCounts = {
	/** By method and status: a series' key without its slot. */
	readonly exchanges: Map<number, number>;
	/** See `durations.ts`. */
	readonly durations: number[];
	tries: number;
	failures: number;
	aborted: number;
	checksPassed: number;
	checksFailed: number;
	ejections: number;
};

const scalars = ['tries', 'failures', 'aborted', 'checksPassed', 'checksFailed', 'ejections'] as const;

export const newBackendCounts = (): BackendCounts => ({
	exchanges: new Map(),
	durations: Array.from({length: durationCells}, () => 0),
	tries: 0,
	failures: 0,
	aborted: 0,
	checksPassed: 0,
	checksFailed: 0,
	ejections: 0,
});

export const addCounts = (target: BackendCounts, counts: BackendCounts): void => {
	for (const [key, count] of counts.exchanges) {
		target.exchanges.set(key, (target.exchanges.get(key) ?? 0) + count);
	}

	for (const [cell, count] of counts.durations.entries()) {
		target.durations[cell]! += count;
	}

	for (const scalar of scalars) {
		target[scalar] += counts[scalar];
	}
};
