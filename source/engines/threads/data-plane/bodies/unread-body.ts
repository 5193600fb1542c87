import type {IncomingMessage} from 'node:http';
import {Deadline} from '../../../../node-http/deadline.js';

/** To read a longer body away costs more than a new connection. */
const maxDiscardedBytes = 65_536;
/** How long a client may pause within a body that nobody wants any more before its connection is closed. */
const lingerMs = 5000;

/** Whether a request's body is known to be too long to be read away before the next request can be. */
export const isLong = ({headers: {'content-length': length = '0'}}: IncomingMessage): boolean => Number(length) > maxDiscardedBytes;

/** Reads away what an answered client still sends of a body, so that its connection can carry its next request. */
export const discardBody = (request: IncomingMessage): void => {
	const {complete, socket} = request;
	// One that was told that the connection will be closed is dealt with elsewhere, see `lingerAfter`.
	if (complete || socket.writableEnded) {
		return;
	}

	const deadline = new Deadline();
	deadline.start(() => {
		socket.destroy();
	}, lingerMs);
	request.on('data', () => {
		deadline.refresh();
	});
	request.resume();
	request.once('close', () => {
		deadline.clear();
	});
};
