import type {FailedAttempt} from '../../../../model/access-log-entry.js';
import type {Policy} from '../../../../model/pool.js';

/** Why an exchange goes to its backend. */
export type Choice = {
	readonly policy: Policy;
	/**
	`policy`: chosen by the policy; `session`: session cookie; `login`: connection-based authentication; `full`: the policy's choice was at its connection limit;
	`instead`: another backend failed; `again`: a retry at the same backend, as there is no other; `trial`: every backend is down; `replay`: a replay to this backend.
	*/
	readonly kind: 'policy' | 'session' | 'login' | 'full' | 'instead' | 'again' | 'trial' | 'replay';
	/** How many backends could have been chosen. */
	readonly available: number;
};

/** Whether the policy compares the requests in flight. */
export const weighsLoad = (policy: Policy): boolean => policy === 'least-connections' || policy === 'p2c';

const policyReasons: Readonly<Record<Policy, (available: number, load: number | undefined) => string>> = {
	'round-robin': available => `next in turn of ${available} available`,
	weighted: available => `next in turn, by weight, of ${available} available`,
	'least-connections': (available, load) => `fewest requests in flight for its weight (${load}) of ${available} available`,
	p2c: (available, load) => `shorter wait (${load} in flight) of two random picks from ${available} available`,
	'ip-hash': available => `hash of the client address, of ${available} available`,
	'uri-hash': available => `hash of the request target, of ${available} available`,
	random: available => `random by weight, of ${available} available`,
	first: available => `first in order of ${available} available`,
};

/**
The reason of a choice in words, without a full stop.

@param choice
@param load - The backend's requests in flight, if the policy compared them.
@param failedAttempts - Of the exchange, oldest first.
*/
export const choiceReason = ({policy, kind, available}: Choice, load: number | undefined, failedAttempts: readonly FailedAttempt[] = []): string => {
	const failed = failedAttempts.at(-1);
	switch (kind) {
		case 'policy': {
			return available === 1 ? 'the only one available' : policyReasons[policy](available, load);
		}

		case 'session': {
			return 'session cookie';
		}

		case 'login': {
			return 'connection-based authentication';
		}

		case 'full': {
			return 'the backend chosen first was at its connection limit';
		}

		case 'instead': {
			return failed === undefined ? 'instead of a backend that failed' : `instead of ${failed.backend.id}: ${failed.reason}`;
		}

		case 'again': {
			return 'retried on a new connection, as no other is available';
		}

		case 'trial': {
			return 'tried although down, as none is available';
		}

		case 'replay': {
			return 'replayed to it';
		}
	}
};
