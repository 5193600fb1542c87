import type {AdminState} from '../../../model/backend.js';
import type {PoolChange} from '../../../model/pool-change.js';
import type {BackendStatus} from '../../../model/status.js';
import {stateWord, type StateWord} from '../../state/state-word.js';
import {formatCount} from '../../text/units.js';

const spoken = (word: StateWord): string => {
	switch (word) {
		case 'DRAIN': {
			return 'draining';
		}

		case 'EJECT': {
			return 'ejected';
		}

		case 'UP':
		case 'DOWN':
		case 'OFF':
		case 'CHECKING': {
			return word;
		}
	}
};

const drainWords = (connections: number, waitsForSessions: boolean): string => {
	if (connections > 0) {
		return `is draining: no new requests, its ${formatCount(connections)} in flight end first`;
	}

	return waitsForSessions ? 'is draining: no new requests except those of its sessions' : 'was idle and is OFF; d enables it';
};

/** The result of enabling, disabling or draining a backend, in the words of its row. */
export const stateDoneWords = (backend: BackendStatus, waitsForSessions: boolean): string => {
	const word = stateWord(backend);
	switch (word) {
		case 'UP': {
			return 'is UP again: takes requests';
		}

		case 'CHECKING': {
			return 'is CHECKING: takes requests meanwhile';
		}

		case 'DOWN': {
			return 'is DOWN: no requests until a check succeeds';
		}

		case 'EJECT': {
			return 'is ejected: no requests for a while';
		}

		case 'DRAIN': {
			return drainWords(backend.connections, waitsForSessions);
		}

		case 'OFF': {
			return 'is OFF: no requests';
		}
	}
};

/** The result for several. */
export const severalDoneWords: Readonly<Record<AdminState, string>> = {
	active: 'are enabled',
	draining: 'are draining: no new requests',
	disabled: 'are OFF: no requests',
};

const removedOneWords = ({url, connections}: BackendStatus, draining: BackendStatus | undefined, isForced: boolean): string => draining
	? `Draining ${url}: removed once its ${draining.connections} in flight have ended; u keeps it`
	: `Removed ${url}${isForced && connections > 0 ? `, ${connections} in flight cut off` : ''}; u undoes it`;

/** The result of a removal, after which some may still drain. */
export const removedWords = (backends: readonly BackendStatus[], draining: readonly BackendStatus[], isForced: boolean): string => {
	const [only, ...others] = backends;
	if (only && others.length === 0) {
		return removedOneWords(only, draining[0], isForced);
	}

	const removed = `Removed ${backends.length - draining.length} backends`;
	return draining.length === 0 ? `${removed}; u undoes it` : `${removed}; ${draining.length} drain first; u keeps all`;
};

/** Only the changes; without a change of state or weight, the health checks changed. */
const changedBackWords = ({before, after}: Extract<PoolChange, {readonly type: 'changed'}>, backends: readonly BackendStatus[]): string => {
	const now = backends.find(({id}) => id === before.id) ?? {...before, health: 'unknown'};
	const words = [
		...(before.state === after.state ? [] : [`is ${spoken(stateWord(now))} again`]),
		...(before.weight === after.weight ? [] : [`has weight ${before.weight} again`]),
	];
	return `${before.url} ${words.length === 0 ? 'has its previous health checks again' : words.join(' and ')}`;
};

/** Describes an undo, given the current backends. */
export const undoneWords = (change: PoolChange, backends: readonly BackendStatus[]): string => {
	switch (change.type) {
		case 'added': {
			return `Undone: ${change.backend.url} is no longer in the pool`;
		}

		case 'removed': {
			return `Undone: ${change.backend.url} is back`;
		}

		case 'changed': {
			return `Undone: ${changedBackWords(change, backends)}`;
		}

		case 'name-added': {
			return `Undone: ${change.url} is no longer in the pool`;
		}

		case 'name-removed': {
			return `Undone: ${change.url} is back`;
		}

		case 'name-changed': {
			return `Undone: ${change.url} has weight ${change.from} again`;
		}

		case 'policy-changed': {
			return `Undone: policy is ${change.from} again`;
		}

		case 'several': {
			return `Undone: ${change.urls.length} backends are as before`;
		}
	}
};
