import {modeKind, type Mode} from '../../state/mode.js';
import type {Inspection} from '../inspect/inspect-mode.js';

/** The choice of a backend for a replay. */
export type ReplayMode = Mode & {
	readonly kind: 'replay';
	readonly inspection: Inspection;
	readonly backend: string;
	/** Whether the replay is pending. */
	readonly isPending: boolean;
};

export const replayMode = modeKind<ReplayMode>('replay');
