import type {BackendStatus} from '../../model/status.js';
import {orderBackends, type BackendsOrder} from './backends-order.js';
import type {ScreenState} from './screen-state.js';

type Listed = {
	readonly backends: readonly BackendStatus[];
	readonly order: BackendsOrder;
	readonly result: readonly BackendStatus[];
};

/** A frame asks several times for the same. */
let lastListed: Listed | undefined;

/** The backends of the list, of which the screen shows a part. */
export const listedBackends = ({status: {backends}, order}: Pick<ScreenState, 'status' | 'order'>): readonly BackendStatus[] => {
	if (lastListed?.backends !== backends || lastListed.order !== order) {
		lastListed = {backends, order, result: orderBackends(backends, order)};
	}

	return lastListed.result;
};

/** The backend that is selected in the list. */
export const selectedBackend = (state: Pick<ScreenState, 'status' | 'order' | 'selection'>): BackendStatus | undefined =>
	listedBackends(state)[state.selection.index];

/** The backend that keys act on: the one that is open, or else the selected one. */
export const backendAtHand = (state: Pick<ScreenState, 'status' | 'order' | 'selection' | 'mode'>): BackendStatus | undefined => {
	const {mode, status} = state;
	return mode.kind === 'details' ? status.backends.find(({id}) => id === mode.id) : selectedBackend(state);
};
