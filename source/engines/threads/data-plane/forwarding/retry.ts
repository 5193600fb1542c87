import {isSafe} from '../../../../model/safe-method.js';

/** Idempotent methods (RFC 9110 §9.2.2), without the safe ones. */
const idempotentMethods = new Set(['PUT', 'DELETE']);

/** A failed attempt without any byte of a response. */
export type FailedAttempt = {
	readonly method: string;
	/** Whether the connection was established; if not, the backend cannot have seen the request. */
	readonly connected: boolean;
	/** Whether the connection was reused: it may have been closed before the request reached it. */
	readonly reusedSocket: boolean;
	readonly hasBody: boolean;
	/** Whether the backend has said that it has not processed the request (RFC 9113 §8.7). */
	readonly isUnprocessed?: boolean;
};

/** Whether a failed attempt can be retried without the risk of acting twice. */
export const mayRetry = ({method, connected, reusedSocket, hasBody, isUnprocessed = false}: FailedAttempt): boolean => {
	if (!connected) {
		return true;
	}

	return hasBody ? false : isUnprocessed || isSafe(method) || (reusedSocket && idempotentMethods.has(method));
};
