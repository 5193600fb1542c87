import type {IncomingMessage} from 'node:http';
import {Deadline} from '../../../../node-http/deadline.js';

/** Discarding a longer body costs more than a new connection. */
export const maxDiscardedBytes = 65_536;
/** Time that a client may pause within a discarded body before its connection is closed. */
export const discardPauseMs = 5000;

/** Whether a request's body is known to be too long to be discarded. */
export const isLong = ({headers: {'content-length': length = '0'}}: IncomingMessage): boolean => Number(length) > maxDiscardedBytes;

/** Discards the rest of a body after the response, so that the connection can carry the next request. */
export const discardBody = (request: IncomingMessage): void => {
	const {complete, socket} = request;
	// If the response has announced the close of the connection, see `lingerAfter`.
	if (complete || socket.writableEnded) {
		return;
	}

	const deadline = new Deadline();
	deadline.start(() => {
		socket.destroy();
	}, discardPauseMs);
	request.on('data', () => {
		deadline.refresh();
	});
	request.resume();
	request.once('close', () => {
		deadline.clear();
	});
};
