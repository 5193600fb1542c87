import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {responseOn} from '../../../../node-http/response-on.js';
import {breakBody} from '../bodies/broken-body.js';
import {malformed} from '../local-reply.js';
import {onMalformedBody} from './upgrade-with-body.js';

/** A response for an upgrade request, which Node emits without one; used for refusals and failed upgrades. */
export const upgradeResponse = (request: IncomingMessage, socket: Socket): ServerResponse => {
	const response = responseOn(request, socket);
	onMalformedBody(request, () => {
		if (!breakBody(response, malformed('Its chunks are malformed.'))) {
			socket.destroy();
		}
	});
	return response;
};
