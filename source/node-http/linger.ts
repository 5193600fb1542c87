import type {ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {Deadline} from './deadline.js';

/** Time for which further input is discarded before the connection is cut; during an upload, each piece restarts it. */
const lingerMs = 5000;

const ignore = (): void => {};

/** Detaches a connection from its parser and discards further input. */
export const stopParsing = (socket: Socket): void => {
	socket.removeAllListeners('data');
	socket.on('data', ignore);
	socket.resume();
};

/**
Lingering close: closing a connection with unread input would reset it, and the client would lose the response that it has not read
yet (RFC 9112 §9.6).
*/
export const endGently = (socket: Socket, lastBytes: string | Uint8Array = ''): Deadline => {
	stopParsing(socket);
	socket.end(lastBytes);
	const deadline = new Deadline();
	deadline.start(() => {
		socket.destroy();
	}, lingerMs);
	socket.once('close', () => {
		deadline.clear();
	});
	return deadline;
};

/**
Lingering close behind the last response.

@param socket
@param isUploading - Whether the client is still sending a request body. Many clients read the response only after that.
*/
export const linger = (socket: Socket, isUploading: boolean): void => {
	const deadline = endGently(socket);
	if (isUploading) {
		socket.on('data', () => {
			deadline.refresh();
		});
	}
};

/** {@link linger} after a response with `Connection: close` of node:http. */
export const lingerAfter = (socket: NonNullable<ServerResponse['socket']>, isUploading: boolean): void => {
	// Called by node:http once such a response has been written.
	socket.destroySoon = () => {
		linger(socket, isUploading);
	};
};
