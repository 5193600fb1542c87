import {isAvailable} from './backend.js';
import type {BackendStatus} from './status.js';

/** Whether no backend would be left without these. */
export const areLastAvailable = (leaving: readonly BackendStatus[], backends: readonly BackendStatus[]): boolean => {
	const ids = new Set(leaving.map(({id}) => id));
	return leaving.some(({state, health}) => isAvailable(state, health))
		&& backends.every(({id, state, health}) => ids.has(id) || !isAvailable(state, health));
};
