import {malformed, type LocalReply, localReplies} from '../local-reply.js';
import type {SortedHeaders} from '../headers/request-headers.js';

/** More bytes than this no number is exact for. */
const contentLengthPattern = /^\d{1,15}$/v;

type Framed = Pick<SortedHeaders, 'contentLength' | 'transferEncoding'>;

/**
Why a request's framing is not clear (RFC 9112 §6.3), or allows more than it may.

@param framed
@param httpVersion
@param isTaken - Whether the connection was taken from its parser for another protocol.
@param maxBodyBytes - Undefined for any number.
*/
export const framingProblem = (
	{contentLength, transferEncoding}: Framed,
	httpVersion: string,
	isTaken: boolean,
	maxBodyBytes: number | undefined,
): LocalReply | undefined => {
	if (transferEncoding !== undefined) {
		if (contentLength !== undefined) {
			return malformed('It has both Content-Length and Transfer-Encoding.');
		}

		if (httpVersion !== '1.1') {
			return malformed('It has Transfer-Encoding, which HTTP/1.0 does not know.');
		}

		if (transferEncoding.toLowerCase() !== 'chunked') {
			return malformed('Its Transfer-Encoding is not chunked.');
		}
	} else if (contentLength === undefined || contentLength === '0') {
		return undefined;
	} else if (!contentLengthPattern.test(contentLength)) {
		return malformed('Its Content-Length is not a number.');
	} else if (maxBodyBytes !== undefined && Number(contentLength) > maxBodyBytes) {
		return localReplies.bodyTooLarge;
	}

	// Some take what follows for the body, others for the new protocol.
	return isTaken ? malformed('It has a body and asks for another protocol.') : undefined;
};
