import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {http} from './http.js';
import {endGently} from './linger.js';
import {closeAfter} from './outgoing-message.js';

/**
A response for a request that Node hands over without one, on a connection that it no longer looks after: what it does with
responses of its own is done here.
*/
export const responseOn = (request: IncomingMessage, socket: Socket): ServerResponse => {
	const response = new http.ServerResponse(request);
	// What follows on the connection was read as the new protocol's bytes, so no further request can.
	closeAfter(response);
	response.assignSocket(socket);
	response.once('finish', () => {
		response.detachSocket(socket);
		response.emit('close');
		// The client may have sent more than its request already.
		endGently(socket);
	});
	return response;
};
