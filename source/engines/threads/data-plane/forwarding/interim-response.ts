import type {IncomingMessage, ServerResponse} from 'node:http';
import {http} from '../../../../node-http/http.js';
import {StreamResponse} from '../http2/stream-response.js';
import {headText} from '../headers/head-text.js';
import {forwardedResponseHeaders} from '../headers/response-headers.js';

type InterimResponse = Pick<IncomingMessage, 'rawHeaders'> & {readonly statusCode: number};

/**
Relays an interim response of a backend, such as 103 Early Hints (RFC 9110 §15.2).

@returns false if it is invalid.
*/
export const relayInterimResponse = (interim: InterimResponse, response: ServerResponse): boolean => {
	const {statusCode, rawHeaders} = interim;
	const {socket, headersSent, req: {httpVersion}} = response;
	const fields = forwardedResponseHeaders({rawHeaders});
	if (fields === undefined) {
		return false;
	}

	/*
	This proxy sends 100 responses itself, and HTTP/1.0 has no interim responses. A backend may send any number of them, so they are
	dropped for a client that does not read.
	*/
	if (response instanceof StreamResponse) {
		if (statusCode !== 100) {
			response.writeInterim(statusCode, fields);
		}

		return true;
	}

	if (statusCode === 100 || headersSent || httpVersion === '1.0' || socket === null || socket.writableNeedDrain) {
		return true;
	}

	socket.write(headText(`HTTP/1.1 ${statusCode} ${http.STATUS_CODES[statusCode] ?? ''}`, fields), 'latin1');
	return true;
};
