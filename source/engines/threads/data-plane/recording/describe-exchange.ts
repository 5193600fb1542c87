import type {AccessLogEntry} from '../../../../model/access-log-entry.js';
import type {ExchangePhases, RecordedExchange} from '../../../../model/exchange-detail.js';
import {choiceReason} from '../balancer/choice.js';
import {readyAt} from './ready-at.js';
import type {Recording} from './recording.js';
import {parseSentHeader} from './sent-header.js';

/** The recording of an ended exchange. */
export type Recorded = Readonly<Pick<
	Recording,
	| 'answeredAt'
	| 'choice'
	| 'connectedAt'
	| 'firstAttemptAt'
	| 'hasCapture'
	| 'httpVersion'
	| 'isTls'
	| 'load'
	| 'peer'
	| 'release'
	| 'requestBody'
	| 'requestLines'
	| 'requestHeaders'
	| 'responseBody'
	| 'reusedConnection'
	| 'securedAt'
	| 'sentHeader'
	| 'startedAt'
	| 'attemptAt'
>> & {readonly entry: AccessLogEntry};

/** A phase without an end lasts until the end of the exchange. */
const phasesOf = (recorded: Recorded): ExchangePhases => {
	const {startedAt, firstAttemptAt, attemptAt, reusedConnection, isTls, connectedAt, securedAt} = recorded;
	const sentAt = readyAt(recorded);
	const endedAt = startedAt + recorded.entry.durationMs;
	const answeredAt = recorded.answeredAt ?? endedAt;
	return {
		queueMs: (firstAttemptAt ?? answeredAt) - startedAt,
		...(attemptAt !== firstAttemptAt && {earlierAttemptsMs: attemptAt! - firstAttemptAt!}),
		...(reusedConnection === false && {connectMs: (connectedAt ?? endedAt) - attemptAt!}),
		...(isTls && connectedAt !== undefined && {tlsMs: (securedAt ?? endedAt) - connectedAt}),
		...(sentAt !== undefined && {firstByteMs: answeredAt - sentAt}),
		...(recorded.answeredAt !== undefined && {bodyMs: endedAt - answeredAt}),
	};
};

export const describeExchange = (recorded: Recorded): RecordedExchange => {
	const {entry, choice, load, httpVersion, requestHeaders, reusedConnection, sentHeader, requestBody, responseBody} = recorded;
	return {
		entry,
		httpVersion,
		requestHeaders,
		...(sentHeader !== undefined && parseSentHeader(sentHeader)),
		...(choice !== undefined && {choice: {policy: choice.policy, reason: choiceReason(choice, load, entry.failedAttempts)}}),
		phases: phasesOf(recorded),
		...(reusedConnection !== undefined && {reusedConnection}),
		...(requestBody !== undefined && {requestBody: requestBody.read()}),
		...(responseBody !== undefined && {responseBody: responseBody.read()}),
	};
};
