import type {TrafficSettings} from '../../../../model/pool.js';
import {type LocalReply, localReplies} from '../local-reply.js';

/**
What an attempt of the fast lane waits for:

    connecting ──▶ sending ──▶ awaiting ──▶ answering
*/
export type AttemptPhase = 'connecting' | 'sending' | 'awaiting' | 'answering';

/** How long it may take, or how long nothing may move in it; see {@link isTransfer}. */
export const phaseMs = (phase: AttemptPhase, {connectTimeoutMs, idleTimeoutMs, responseTimeoutMs}: TrafficSettings): number => {
	switch (phase) {
		case 'connecting': {
			return connectTimeoutMs;
		}

		case 'awaiting': {
			return responseTimeoutMs;
		}

		case 'sending':
		case 'answering': {
			return idleTimeoutMs;
		}
	}
};

/** Whether its time starts anew with each byte. */
export const isTransfer = (phase: AttemptPhase): boolean => phase === 'sending' || phase === 'answering';

/** The local reply when its time is up, and what the backend is blamed for, if it is. */
export const lateReply = (phase: 'sending' | 'awaiting', isBackendSlow: boolean): readonly [reply: LocalReply, failure?: string] => {
	if (phase === 'awaiting') {
		return [localReplies.responseTimeout, 'no response in time'];
	}

	return isBackendSlow ? [localReplies.idleTimeout, 'request not accepted in time'] : [localReplies.requestTimeout];
};
