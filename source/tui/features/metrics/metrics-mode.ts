import {modeKind, type Mode} from '../../state/mode.js';
import type {History} from '../../../model/history.js';

/** The metrics screen. */
export type MetricsMode = Mode & {
	readonly kind: 'metrics';
	/** Id of the charted backend; absent for all. */
	readonly backend?: string;
	/** Absent until loaded. */
	readonly history?: History;
	/** The error of the last fetch. */
	readonly problem?: string;
	/** When it was last fetched, in milliseconds since the epoch. */
	readonly askedAt: number;
	readonly isAsking: boolean;
	/** Index of the first visible line. */
	readonly top: number;
};

export const metricsMode = modeKind<MetricsMode>('metrics');
