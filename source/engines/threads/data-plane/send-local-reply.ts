import {Buffer} from 'node:buffer';
import {STATUS_CODES, type ServerResponse} from 'node:http';
import {lingerAfter} from '../../../node-http/linger.js';
import {declaresBody} from './bodies/declares-body.js';
import type {Exchange} from './exchange.js';
import {problemBody, proxyStatus, type LocalReply} from './local-reply.js';
import {isLong} from './bodies/unread-body.js';

/**
Answers in the place of a backend. Sends nothing if an answer is under way already.

@param exchange - What it is the answer to.
@param response
@param answer
@param fields - Further header fields, as `[name, value, …]`.
*/
export const sendLocalReply = (
	exchange: Exchange,
	response: ServerResponse,
	answer: LocalReply,
	fields: readonly string[] = [],
): void => {
	exchange.answeredByProxy(answer);
	if (response.headersSent) {
		return;
	}

	const {socket, req: request} = response;
	const isBodyLeft = declaresBody(request) && !request.complete;
	// A client that was to be asked for its body may or may not send it after this.
	const closes = answer.closes === true || exchange.awaitsContinue || (isBodyLeft && isLong(request));
	if (closes) {
		response.shouldKeepAlive = false;
	}

	if (socket !== null && (closes || isBodyLeft)) {
		lingerAfter(socket, isBodyLeft);
	}

	const body = Buffer.from(problemBody(answer));
	response.writeHead(answer.status, STATUS_CODES[answer.status], [
		'Content-Type',
		'application/problem+json',
		'Content-Length',
		String(body.length),
		'Proxy-Status',
		proxyStatus(answer),
		...fields,
	]);
	response.end(body);
	if (request.method !== 'HEAD') {
		exchange.takeResponse(body);
	}
};
