import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {http} from './http.js';
import {endGently} from './linger.js';
import {closeAfter} from './outgoing-message.js';

/**
A response for a request that Node emits without one, such as an upgrade, on its raw connection. Does what Node's server does with
other responses.
*/
export const responseOn = (request: IncomingMessage, socket: Socket): ServerResponse => {
	const response = new http.ServerResponse(request);
	// Further input has been read as bytes of the new protocol, so it cannot be a request.
	closeAfter(response);
	response.assignSocket(socket);
	response.once('finish', () => {
		response.detachSocket(socket);
		response.emit('close');
		// The client may have sent more than its request.
		endGently(socket);
	});
	return response;
};
