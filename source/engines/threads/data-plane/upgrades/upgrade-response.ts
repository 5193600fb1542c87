import {type IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {breakBody} from '../bodies/broken-body.js';
import {endGently} from '../../../../node-http/linger.js';
import {malformed} from '../local-reply.js';
import {onMalformedBody} from './upgrade-with-body.js';

/** A response for a request that Node hands over without one; refused upgrades are answered through it. */
export const responseOn = (request: IncomingMessage, socket: Socket): ServerResponse => {
	const response = new ServerResponse(request);
	// What follows on the connection was read as the new protocol's bytes, so no further request can.
	response.shouldKeepAlive = false;
	response.assignSocket(socket);
	onMalformedBody(request, () => {
		if (!breakBody(response, malformed('Its chunks are malformed.'))) {
			socket.destroy();
		}
	});
	response.once('finish', () => {
		response.detachSocket(socket);
		response.emit('close');
		// The client may have sent more than its request already.
		endGently(socket);
	});
	return response;
};
