import {lookupFailureReason} from '../../../../model/name-answer.js';
import {tlsFailureReason} from '../../../../model/tls-failure.js';
import {localReplies, type LocalReply} from '../local-reply.js';

/** How an attempt at a backend failed. */
export type BackendFailure = {
	/** The local reply if no other backend responds. */
	readonly answer: LocalReply;
	/** The reason in words. */
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
	EADDRNOTAVAIL: 'no free local port',
	HPE_HEADER_OVERFLOW: 'invalid response: headers too large',
};

/** The proxy's own resources are exhausted: the backend is not at fault, and a retry would not help. */
const ownFaults = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

/** A response that cannot be read or passed on; the codes are those of Node's parser. */
export const invalidResponse = (code: 'HPE_INVALID_CONSTANT' | 'HPE_HEADER_OVERFLOW' = 'HPE_INVALID_CONSTANT'): NodeJS.ErrnoException =>
	Object.assign(new Error('invalid response'), {code});

export const isOwnFault = (error: NodeJS.ErrnoException): boolean => ownFaults.has(error.code ?? '');

const answerTo = (code: string, connected: boolean, isTls: boolean): LocalReply => {
	if (ownFaults.has(code)) {
		return localReplies.overloaded;
	}

	// A backend that requires a client certificate says so only after the handshake (RFC 8446 §4.4.2.4).
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
 @param connected - Whether the connection was established, including the TLS handshake.
 */
export const describeFailure = (error: NodeJS.ErrnoException, connected: boolean): BackendFailure => {
	const code = error.code ?? '';
	const tlsReason = tlsFailureReason(code);
	const reason = lookupFailureReason(error) ?? reasons[code] ?? tlsReason ?? (code.startsWith('HPE_') ? 'invalid response' : error.message);
	return {answer: answerTo(code, connected, tlsReason !== undefined), reason};
};
