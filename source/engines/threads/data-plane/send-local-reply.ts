import type {ServerResponse} from 'node:http';
import {closeAfter} from '../../../node-http/outgoing-message.js';
import {lingerAfter} from '../../../node-http/linger.js';
import {declaresBody} from './bodies/declares-body.js';
import type {Exchange} from './exchange.js';
import {replyMessage, type LocalReply} from './local-reply.js';
import {StreamResponse} from './http2/stream-response.js';
import {isLong} from './bodies/unread-body.js';

/** Sends a local reply, unless a response has begun. */
export const sendLocalReply = (exchange: Exchange, response: ServerResponse, reply: LocalReply): void => {
	exchange.answeredByProxy(reply);
	if (response.headersSent) {
		return;
	}

	const {socket, req: request} = response;
	if (response instanceof StreamResponse) {
		// No exchange watches over the rest.
		response.resetAfter();
	}

	const isBodyLeft = declaresBody(request) && !request.complete;
	// A client that waits for a 100 response may or may not send its body after this.
	const closes = reply.closes === true || exchange.awaitsContinue || (isBodyLeft && isLong(request));
	if (closes) {
		closeAfter(response);
	}

	if (socket !== null && (closes || isBodyLeft)) {
		lingerAfter(socket, isBodyLeft);
	}

	const {status, statusText, fields, body} = replyMessage(reply);
	response.writeHead(status, statusText, fields as string[]);
	response.end(body);
	if (request.method !== 'HEAD') {
		exchange.takeResponse(body);
	}
};
