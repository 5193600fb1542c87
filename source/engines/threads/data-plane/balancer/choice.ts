import type {FailedAttempt} from '../../../../model/access-log-entry.js';
import type {Policy} from '../../../../model/pool.js';

/** What led an exchange to its backend. */
export type Choice = {
	readonly policy: Policy;
	/**
	`policy`: it decided; `session`: the client was there before; `login`: its connection has logged in there; `full`: whom the policy had chosen had no place;
	`instead`: an earlier try failed; `again`: it did, and there is no other; `trial`: all are down, and it may be up again; `asked`: a person said so.
	*/
	readonly kind: 'policy' | 'session' | 'login' | 'full' | 'instead' | 'again' | 'trial' | 'asked';
	/** How many backends could have been chosen. */
	readonly available: number;
};

/** Policies that look at what each backend has in flight. */
export const weighsLoad = (policy: Policy): boolean => policy === 'least-connections' || policy === 'p2c';

const policyReasons: Readonly<Record<Policy, (available: number, load: number | undefined) => string>> = {
	'round-robin': available => `next in turn of ${available} available`,
	weighted: available => `next in turn, by weight, of ${available} available`,
	'least-connections': (available, load) => `fewest requests in flight for its weight (${load}) of ${available} available`,
	p2c: (available, load) => `shorter wait (${load} in flight) of two drawn from ${available} available`,
	'ip-hash': available => `where the client's address leads among ${available} available`,
	'uri-hash': available => `where the request target leads among ${available} available`,
	random: available => `drawn by weight from ${available} available`,
	first: available => `first in order of ${available} available`,
};

/**
In words, without a full stop.

@param choice
@param load - What the backend had in flight, where the policy looked at that.
@param failedTries - Of the exchange, oldest first.
*/
export const choiceReason = ({policy, kind, available}: Choice, load: number | undefined, failedTries: readonly FailedAttempt[] = []): string => {
	const failed = failedTries.at(-1);
	switch (kind) {
		case 'policy': {
			return available === 1 ? 'the only one available' : policyReasons[policy](available, load);
		}

		case 'session': {
			return 'kept by its session cookie';
		}

		case 'login': {
			return 'where the client\'s connection has logged in';
		}

		case 'full': {
			return 'had a place when the one that was chosen first had none';
		}

		case 'instead': {
			return failed === undefined ? 'instead of one that failed' : `instead of ${failed.backend.id}: ${failed.reason}`;
		}

		case 'again': {
			return 'tried again on a new connection, as there is no other';
		}

		case 'trial': {
			return 'none is available, and it may be up again';
		}

		case 'asked': {
			return 'sent there by hand';
		}
	}
};
