import type {PoolMember} from '../../../../model/pool.js';
import type {Exchange} from '../exchange.js';
import type {LaneContext} from '../lane-context.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import {describeFailure, isOwnFault} from './backend-failure.js';
import type {FailedAttempt} from './retry.js';

/** How an exchange goes on after an attempt without an answer. */
export type NextStep =
	/** With this reply; `reason` is what the backend is blamed for. */
	| {readonly kind: 'refuse'; readonly answer: LocalReply; readonly reason?: string}
	/** As if the attempt had not been made: a backend that is down is no more than that. */
	| {readonly kind: 'withdraw'}
	/** With another attempt, or in the queue; `answer` is the reply if there is no further one. */
	| {readonly kind: 'again'; readonly answer: LocalReply; readonly reason: string};

/** The failed attempt. */
export type Failure = {
	readonly error: NodeJS.ErrnoException;
	readonly backend: PoolMember;
	readonly attempt: FailedAttempt;
	/** Whether no other backend may answer. */
	readonly isBound: boolean;
};

/** Decides it, the same in all lanes; tells of a backend that cannot be reached, and spends from the retry budget. */
export const afterFailure = ({onUnreachable, dispatcher}: LaneContext, exchange: Exchange, {error, backend, attempt, isBound}: Failure): NextStep => {
	const {answer, reason} = describeFailure(error, attempt.connected);
	if (isOwnFault(error)) {
		return {kind: 'refuse', answer};
	}

	if (!attempt.connected) {
		onUnreachable(backend, reason, answer === localReplies.tlsFailed ? 'wrong-answer' : 'no-answer');
		if (exchange.attempts.isTrial) {
			return {kind: 'withdraw'};
		}
	}

	return {kind: isBound || !dispatcher.mayRetryOrQueue(exchange, attempt) ? 'refuse' : 'again', answer, reason};
};
