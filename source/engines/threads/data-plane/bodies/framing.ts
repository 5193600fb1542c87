import {readLength} from '../headers/content-length.js';
import {malformed, type LocalReply, localReplies} from '../local-reply.js';
import type {SortedHeaders} from '../headers/request-headers.js';

type Framed = Pick<SortedHeaders, 'contentLength' | 'transferEncoding'>;

/**
Refuses ambiguous framing (RFC 9112 §6.3) and bodies above the limit.

@param framed
@param httpVersion
@param isTaken - Whether the parser has given up the connection for another protocol.
@param maxBodyBytes - Undefined for no limit.
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

		if (httpVersion === '1.0') {
			return malformed('It has Transfer-Encoding, which HTTP/1.0 does not know.');
		}

		if (transferEncoding.toLowerCase() !== 'chunked') {
			return malformed('Its Transfer-Encoding is not chunked.');
		}
	} else if (contentLength === undefined || contentLength === '0') {
		return undefined;
	} else {
		const length = readLength(contentLength);
		if (length === undefined) {
			return malformed('Its Content-Length is not a number.');
		}

		if (maxBodyBytes !== undefined && length > maxBodyBytes) {
			return localReplies.bodyTooLarge;
		}
	}

	// Parsers disagree on whether the body or the new protocol follows.
	return isTaken ? malformed('It has a body and asks for another protocol.') : undefined;
};
