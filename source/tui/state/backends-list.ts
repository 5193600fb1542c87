import type {BackendStatus} from '../../model/status.js';
import {orderBackends, type BackendsOrder} from './backends-order.js';
import type {ScreenState} from './screen-state.js';

type Listed = {
	readonly backends: readonly BackendStatus[];
	readonly order: BackendsOrder;
	readonly result: readonly BackendStatus[];
};

/** A frame needs it several times. */
let lastListed: Listed | undefined;

/** The listed backends. */
export const listedBackends = ({status: {backends}, order}: Pick<ScreenState, 'status' | 'order'>): readonly BackendStatus[] => {
	if (lastListed?.backends !== backends || lastListed.order !== order) {
		lastListed = {backends, order, result: orderBackends(backends, order)};
	}

	return lastListed.result;
};

export const selectedBackend = (state: Pick<ScreenState, 'status' | 'order' | 'selection'>): BackendStatus | undefined =>
	listedBackends(state)[state.selection.index];

/** The backend for commands: the open one, or else the selected one. */
export const currentBackend = (state: Pick<ScreenState, 'status' | 'order' | 'selection' | 'mode'>): BackendStatus | undefined => {
	const {mode, status} = state;
	return mode.backendId === undefined ? selectedBackend(state) : status.backends.find(({id}) => id === mode.backendId);
};

export const hasBackend = (state: ScreenState): boolean => currentBackend(state) !== undefined;
