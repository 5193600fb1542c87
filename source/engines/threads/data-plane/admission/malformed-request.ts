import {http} from '../../../../node-http/http.js';
import {type ParserError, parserErrorKind} from '../../../../node-http/parser-error.js';
import {malformed, type LocalReply, localReplies} from '../local-reply.js';
import {maxTargetLength} from './request-limits.js';

const startOf = ({rawPacket}: ParserError): string => rawPacket?.toString('latin1', 0, maxTargetLength) ?? '';

const requestLine = /^[\w!#$%\u{26}'*+\-.^`\|~]+ \S+ HTTP\/\d\.\d$/v;
const unfinishedRequestLine = /^[\w!#$%\u{26}'*+\-.^`\|~]+(?: \S*){0,2}$/v;

/** Any token is a method (RFC 9110 §9.1), but the parser accepts a fixed list, and stops at the first byte of another. */
const isUnknownMethod = (error: ParserError): boolean => {
	const [line, ...rest] = startOf(error).split('\r', 2);
	return (rest.length > 0 ? requestLine : unfinishedRequestLine).test(line!);
};

const unknownMethod: LocalReply = {
	...localReplies.methodNotSupported,
	detail: `Its method is not among those that this proxy can read: ${http.METHODS.filter(method => method !== 'CONNECT').join(', ')}.`,
};

/** A TLS client begins with a handshake record (RFC 8446 §5.1). */
const isTlsHandshake = (error: ParserError): boolean => startOf(error).startsWith('\u{16}\u{3}');

const answerToInvalidMethod = (error: ParserError): LocalReply => {
	if (isTlsHandshake(error)) {
		return malformed('It begins with a TLS handshake, and this port speaks plain HTTP: ask with http://.');
	}

	return isUnknownMethod(error) ? unknownMethod : malformed('It does not begin with a method.');
};

/** The header is too large because of its request line if that is unfinished at its limit. */
const answerToOverflow = (error: ParserError): LocalReply => {
	const start = startOf(error);
	return /^[A-Z\-]+ \S+$/v.test(start) && start.length >= maxTargetLength ? localReplies.uriTooLong : localReplies.headersTooLarge;
};

/** The client has ended its side in the middle of a head. */
export const cutShort = malformed('It ends before its header does.');

/**
The local reply to an unparsable request.

@returns `gone` for a broken connection, `ignore` for bytes after the last request.
*/
export const answerToUnreadable = (error: ParserError): LocalReply | 'gone' | 'ignore' => {
	switch (parserErrorKind(error)) {
		case 'after-last': {
			return 'ignore';
		}

		case 'late': {
			return localReplies.requestTimeout;
		}

		case 'too-large': {
			return answerToOverflow(error);
		}

		case 'invalid-method': {
			return answerToInvalidMethod(error);
		}

		case 'method-of-rtsp': {
			return unknownMethod;
		}

		case 'closed': {
			return 'gone';
		}

		case 'cut-short': {
			return cutShort;
		}

		case 'malformed': {
			return malformed(`${error.reason ?? 'It cannot be read'}.`);
		}
	}
};
