import type {Buffer} from 'node:buffer';
import {METHODS} from 'node:http';
import {malformed, type LocalReply, localReplies} from '../local-reply.js';
import {maxTargetLength} from './request-limits.js';

/** What Node adds to the errors of its parser. */
type ParserError = NodeJS.ErrnoException & {
	/** Why, in the parser's words. */
	readonly reason?: string;
	/** The bytes in which it happened. */
	readonly rawPacket?: Buffer;
};

const startOf = ({rawPacket}: ParserError): string => rawPacket?.toString('latin1', 0, maxTargetLength) ?? '';

const requestLine = /^[\w!#$%\u{26}'*+\-.^`\|~]+ \S+ HTTP\/\d\.\d$/v;
const unfinishedRequestLine = /^[\w!#$%\u{26}'*+\-.^`\|~]+(?: \S*){0,2}$/v;

/** Any token is a method (RFC 9110 §9.1), but the parser knows only those of a list, and stops at the first byte of another. */
const isUnknownMethod = (error: ParserError): boolean => {
	const [line, ...rest] = startOf(error).split('\r', 2);
	return (rest.length > 0 ? requestLine : unfinishedRequestLine).test(line!);
};

const unknownMethod: LocalReply = {
	...localReplies.methodNotSupported,
	detail: `Its method is not among those that this proxy can read: ${METHODS.filter(method => method !== 'CONNECT').join(', ')}.`,
};

/** What the parser says of methods that it knows from RTSP. */
const methodOfRtsp = 'Invalid method for HTTP/x.x request';

/** Clients that ask for https:// begin with a record of the type handshake (RFC 8446 §5.1). */
const isTlsHandshake = (error: ParserError): boolean => startOf(error).startsWith('\u{16}\u{3}');

const answerToInvalidMethod = (error: ParserError): LocalReply => {
	if (isTlsHandshake(error)) {
		return malformed('It begins with a TLS handshake, and this port speaks plain HTTP: ask with http://.');
	}

	return isUnknownMethod(error) ? unknownMethod : malformed('It does not begin with a method.');
};

/** The header is too large: because of its first line, if that does not end where it should. */
const answerToOverflow = (error: ParserError): LocalReply => {
	const start = startOf(error);
	return /^[A-Z\-]+ \S+$/v.test(start) && start.length >= maxTargetLength ? localReplies.uriTooLong : localReplies.headersTooLarge;
};

/**
What a client is told that sent what cannot be read.

@returns `gone` for a connection that broke, `ignore` for bytes that nobody will ever look at.
*/
export const answerToUnreadable = (error: ParserError): LocalReply | 'gone' | 'ignore' => {
	const {code = '', reason} = error;
	switch (code) {
		// It said itself that its last request is the last.
		case 'HPE_CLOSED_CONNECTION': {
			return 'ignore';
		}

		case 'ERR_HTTP_REQUEST_TIMEOUT': {
			return localReplies.requestTimeout;
		}

		case 'HPE_HEADER_OVERFLOW': {
			return answerToOverflow(error);
		}

		case 'HPE_INVALID_METHOD': {
			return answerToInvalidMethod(error);
		}

		default: {
			if (reason === methodOfRtsp) {
				return unknownMethod;
			}

			return code.startsWith('HPE_') ? malformed(`${reason ?? 'It cannot be read'}.`) : 'gone';
		}
	}
};
