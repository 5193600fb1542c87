import type {AdminState} from '../../../model/backend.js';
import type {BackendStatus} from '../../../model/status.js';
import {modeKind, type Mode} from '../../state/mode.js';

/** A command that awaits confirmation. */
export type Pending = {
	/** At least one. */
	readonly backends: readonly BackendStatus[];
	/** Whether no other backend could take over. */
	readonly isLast: boolean;
} & ({readonly type: 'remove'} | {readonly type: 'set-state'; readonly state: Exclude<AdminState, 'active'>});

/** A confirmation. */
export type ConfirmMode = Mode & {
	readonly kind: 'confirm';
	readonly pending: Pending;
	/** The previous mode. */
	readonly back: Mode;
};

/** Whether a removal could cut off requests. */
export const canCut = (pending: Pending): boolean => pending.type === 'remove' && pending.backends.some(({connections}) => connections > 0);

export const confirmMode = modeKind<ConfirmMode>('confirm');
