import {durationCells} from '../../shared-memory/durations.js';
import {phaseCells} from '../../shared-memory/phase-cells.js';
import type {BackendMetrics} from '../../../model/metrics.js';
import {backendCounters} from '../../../model/status.js';

const scalars = [...backendCounters, 'checksPassed', 'checksFailed', 'ejections'] as const satisfies ReadonlyArray<keyof BackendMetrics>;

/** Cumulative counts of one backend. */
export type BackendCounts = {
	/** By method and status: a series' key without its slot. */
	readonly exchanges: Map<number, number>;
	/** See `durations.ts`. */
	readonly durations: number[];
	/** See `phase-cells.ts`. */
	readonly phases: Float64Array;
} & Record<(typeof scalars)[number], number>;

const zeros = Object.fromEntries(scalars.map(name => [name, 0])) as Record<(typeof scalars)[number], number>;

export const newBackendCounts = (): BackendCounts => ({
	exchanges: new Map(),
	durations: Array.from({length: durationCells}, () => 0),
	phases: new Float64Array(phaseCells),
	...zeros,
});

export const addCounts = (target: BackendCounts, counts: BackendCounts): void => {
	for (const [key, count] of counts.exchanges) {
		target.exchanges.set(key, (target.exchanges.get(key) ?? 0) + count);
	}

	for (const [cell, count] of counts.durations.entries()) {
		target.durations[cell]! += count;
	}

	for (const [cell, sum] of counts.phases.entries()) {
		target.phases[cell]! += sum;
	}

	for (const scalar of scalars) {
		target[scalar] += counts[scalar];
	}
};
