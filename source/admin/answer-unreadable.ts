import {Buffer} from 'node:buffer';
import type {Duplex} from 'node:stream';
import {http} from '../node-http/http.js';
import {type ParserErrorKind, parserErrorKind} from '../node-http/parser-error.js';
import {Problem, problemMediaType} from './problem.js';

const toProblem = (kind: ParserErrorKind): Problem => {
	if (kind === 'too-large') {
		return new Problem(431, 'headers_too_large', 'The headers of the request are too large.');
	}

	return kind === 'late'
		? new Problem(408, 'request_timeout', 'The request took too long to arrive.')
		: new Problem(400, 'malformed_request', 'This is not an HTTP request.');
};

/** Answers an unparsable request, and closes the connection. */
export const answerUnreadable = (error: NodeJS.ErrnoException, socket: Duplex): void => {
	if (!socket.writable || error.code === 'ECONNRESET') {
		socket.destroy();
		return;
	}

	const problem = toProblem(parserErrorKind(error));
	const body = JSON.stringify(problem);
	socket.end([
		`HTTP/1.1 ${problem.status} ${http.STATUS_CODES[problem.status]}`,
		`Content-Type: ${problemMediaType}`,
		`Content-Length: ${Buffer.byteLength(body)}`,
		'Cache-Control: no-store',
		'Connection: close',
		'',
		body,
	].join('\r\n'));
};
