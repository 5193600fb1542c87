import type {History} from '../../../model/history.js';
import {modeKind} from '../../state/mode.js';
import type {RefreshedMode} from '../../modes/refreshing.js';

/** The metrics screen. */
export type MetricsMode = RefreshedMode & {
	readonly kind: 'metrics';
	/** Id of the charted backend; absent for all. */
	readonly backend?: string;
	/** Absent until loaded. */
	readonly history?: History;
	/** Index of the first visible line. */
	readonly top: number;
};

export const metricsMode = modeKind<MetricsMode>('metrics');
