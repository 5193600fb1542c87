import type {AdminState} from '../../model/backend.js';
import type {BackendStatus} from '../../model/status.js';
import type {Mode} from './mode.js';

/** A command that waits for a yes. */
export type Pending = {
	readonly backend: BackendStatus;
	/** The last one is whom nobody could take the place of. */
	readonly isLast: boolean;
} & ({readonly type: 'remove'} | {readonly type: 'set-state'; readonly state: Exclude<AdminState, 'active'>});

/** A question is asked. */
export type ConfirmMode = {
	readonly kind: 'confirm';
	readonly pending: Pending;
	/** Where it was asked from. */
	readonly back: Mode;
};

/** Whether there is anything in flight that a removal could cut off. */
export const canCut = (pending: Pending): boolean => pending.type === 'remove' && pending.backend.connections > 0;
