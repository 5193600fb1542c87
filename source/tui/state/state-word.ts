import type {BackendStatus} from '../../model/status.js';

export type StateWord = 'UP' | 'DOWN' | 'EJECT' | 'DRAIN' | 'OFF' | 'CHECKING';

/** The one state a person sees: what was asked for, and only when that is `active` what was found. */
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
