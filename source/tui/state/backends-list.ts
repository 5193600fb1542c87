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

/** The backends for commands that take several: the marked ones or, without marks and in its details, the current one. */
export const targetBackends = (state: Pick<ScreenState, 'status' | 'order' | 'selection' | 'mode' | 'markedBackends'>): readonly BackendStatus[] => {
	const {status, mode, markedBackends} = state;
	const marked = mode.backendId === undefined ? status.backends.filter(({id}) => markedBackends.has(id)) : [];
	const current = currentBackend(state);
	return marked.length === 0 && current ? [current] : marked;
};
