import type {BackendStatus} from '../../model/status.js';

export type StateWord = 'UP' | 'DOWN' | 'EJECT' | 'DRAIN' | 'OFF' | 'CHECKING';

/** The displayed state: the administrative one, or the health of an active backend. */
export const stateWord = ({state, health, ejectedUntil}: Pick<BackendStatus, 'state' | 'health' | 'ejectedUntil'>): StateWord => {
	if (state !== 'active') {
		return state === 'draining' ? 'DRAIN' : 'OFF';
	}

	if (ejectedUntil !== undefined && health !== 'unhealthy') {
		return 'EJECT';
	}

	switch (health) {
		case 'healthy': {
			return 'UP';
		}

		case 'unhealthy': {
			return 'DOWN';
		}

		case 'unknown': {
			return 'CHECKING';
		}
	}
};
