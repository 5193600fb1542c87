import {Buffer} from 'node:buffer';
import {STATUS_CODES} from 'node:http';
import type {Duplex} from 'node:stream';
import {Problem, problemMediaType} from './problem.js';

const toProblem = (code: string | undefined): Problem => {
	if (code === 'HPE_HEADER_OVERFLOW') {
		return new Problem(431, 'headers_too_large', 'The headers of the request are too large.');
	}

	return code === 'ERR_HTTP_REQUEST_TIMEOUT'
		? new Problem(408, 'request_timeout', 'The request took too long to arrive.')
		: new Problem(400, 'malformed_request', 'This is not an HTTP request.');
};

/** Answers what could not be read as a request, and ends the connection. */
export const answerUnreadable = (error: NodeJS.ErrnoException, socket: Duplex): void => {
	if (!socket.writable || error.code === 'ECONNRESET') {
		socket.destroy();
		return;
	}

	const problem = toProblem(error.code);
	const body = JSON.stringify(problem);
	socket.end([
		`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
		`Content-Type: ${problemMediaType}`,
		`Content-Length: ${Buffer.byteLength(body)}`,
		'Cache-Control: no-store',
		'Connection: close',
		'',
		body,
	].join('\r\n'));
};
