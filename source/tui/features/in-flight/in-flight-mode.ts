import type {OpenRequests} from '../../../model/open-request.js';
import type {RefreshedMode} from '../../modes/refreshing.js';
import {modeKind} from '../../state/mode.js';

/** The requests in flight, the oldest first. */
export type InFlightMode = RefreshedMode & {
	readonly kind: 'in-flight';
	/** Absent until loaded. */
	readonly open?: OpenRequests;
	/** Index of the selected request. */
	readonly selected: number;
};

export const inFlightMode = modeKind<InFlightMode>('in-flight');
