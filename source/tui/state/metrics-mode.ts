import type {History} from '../../model/history.js';

/** The traffic of the last minutes is on the screen. */
export type MetricsMode = {
	readonly kind: 'metrics';
	/** Id of the backend whose traffic it is; that of all when absent. */
	readonly backend?: string;
	/** Absent until it has come in. */
	readonly history?: History;
	/** Why it cannot be had. */
	readonly problem?: string;
	/** When it was asked for last, in milliseconds since the epoch. */
	readonly askedAt: number;
	readonly isAsking: boolean;
	/** Index of the first line on the screen. */
	readonly top: number;
};
