import {lookupFailureReason} from '../../../model/name-answer.js';
import {tlsFailureReason} from '../../../model/tls-failure.js';

/** Local errors, which say nothing about the backend. */
const localErrors = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);

/** A backend that has to speak HTTP/2 has chosen HTTP/1.1. */
export const http2Refused = 'HTTP2_REFUSED';

const reasons = new Map([
	['ECONNREFUSED', 'connection refused'],
	['ECONNRESET', 'connection closed without a response'],
	['EPIPE', 'connection closed without a response'],
	['ETIMEDOUT', 'connection timed out'],
	['EHOSTUNREACH', 'host unreachable'],
	['EHOSTDOWN', 'host down'],
	['ENETUNREACH', 'network unreachable'],
	['ENETDOWN', 'network down'],
	['EADDRNOTAVAIL', 'no local address to connect from'],
	['EACCES', 'connection not permitted'],
	['EPERM', 'connection not permitted'],
]);

const codeOf = (error: unknown): string =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether an error is local. */
export const isLocalError = (error: unknown): boolean => localErrors.has(codeOf(error));

/** Whether there was no connection, or it closed before a response. */
export const isSilence = (error: unknown): boolean => reasons.has(codeOf(error)) || lookupFailureReason(error) !== undefined;

/** Why a probe failed. Fixed texts only: a backend's bytes never reach a screen this way. */
export const failureReason = (error: unknown): string => {
	const code = codeOf(error);
	const known = lookupFailureReason(error) ?? reasons.get(code) ?? tlsFailureReason(code);

	if (known !== undefined) {
		return known;
	}

	if (code === http2Refused) {
		return 'it does not speak HTTP/2';
	}

	if (code === 'HPE_HEADER_OVERFLOW') {
		return 'invalid response: headers too large';
	}

	if (code.startsWith('HPE_')) {
		return 'invalid response';
	}

	return code === '' ? 'probe failed' : `probe failed (${code})`;
};
