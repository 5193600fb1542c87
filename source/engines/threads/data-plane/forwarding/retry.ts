import {isSafe} from '../../../../model/safe-method.js';

/** Methods that may be repeated without doing more than once would (RFC 9110 §9.2.2), the safe ones aside. */
const idempotentMethods = new Set(['PUT', 'DELETE']);

/** What is known of a try that failed before any byte of an answer. */
export type FailedAttempt = {
	readonly method: string;
	/** Whether the connection stood; if not, the backend cannot have seen the request. */
	readonly connected: boolean;
	/** Whether the connection had carried an exchange before: it may have been closed before this one reached it. */
	readonly reusedSocket: boolean;
	readonly hasBody: boolean;
};

/** Whether a failed try may be followed by another without the risk that something is done twice. */
export const mayRetry = ({method, connected, reusedSocket, hasBody}: FailedAttempt): boolean => {
	if (!connected) {
		return true;
	}

	return hasBody ? false : isSafe(method) || (reusedSocket && idempotentMethods.has(method));
};
