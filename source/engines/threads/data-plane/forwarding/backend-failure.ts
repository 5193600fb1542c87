import {lookupFailureReason} from '../../../../model/name-answer.js';
import {tlsFailureReason} from '../../../../model/tls-failure.js';
import {localReplies, type LocalReply} from '../local-reply.js';

/** How a try at a backend ended without an answer. */
export type BackendFailure = {
	/** What the client gets if nobody else can answer. */
	readonly answer: LocalReply;
	/** In words, for a person. */
	readonly reason: string;
};

const reasons: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection reset',
	EPIPE: 'connection reset',
	EHOSTUNREACH: 'host unreachable',
	ENETUNREACH: 'network unreachable',
	ETIMEDOUT: 'connection timed out',
	ECONNECT_TIMEOUT: 'no connection in time',
	EMFILE: 'too many open files',
	ENFILE: 'too many open files',
	EADDRNOTAVAIL: 'no local port left',
	HPE_HEADER_OVERFLOW: 'invalid answer: headers too large',
};

/** These say that the proxy itself has run out of something; no backend is to be blamed, and no other would fare better. */
const ownFaults = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

export const isOwnFault = (error: NodeJS.ErrnoException): boolean => ownFaults.has(error.code ?? '');

const answerTo = (code: string, connected: boolean, isTls: boolean): LocalReply => {
	if (ownFaults.has(code)) {
		return localReplies.overloaded;
	}

	// A backend that wants to know who asks says so only after the handshake (RFC 8446 section 4.4.2.4).
	if (isTls) {
		return localReplies.tlsFailed;
	}

	if (connected) {
		return code.startsWith('HPE_') ? localReplies.invalidResponse : localReplies.reset;
	}

	return code === 'ECONNECT_TIMEOUT' || code === 'ETIMEDOUT' ? localReplies.connectTimeout : localReplies.unreachable;
};

/**
 @param error
 @param connected - Whether the connection stood, handshakes included, when it failed.
 */
export const describeFailure = (error: NodeJS.ErrnoException, connected: boolean): BackendFailure => {
	const code = error.code ?? '';
	const tlsReason = tlsFailureReason(code);
	const reason = lookupFailureReason(error) ?? reasons[code] ?? tlsReason ?? (code.startsWith('HPE_') ? 'invalid answer' : error.message);
	return {answer: answerTo(code, connected, tlsReason !== undefined), reason};
};
