import type {ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {Deadline} from './deadline.js';

/** Time for which further input is discarded before the connection is cut; during an upload, each piece restarts it. */
const lingerMs = 5000;

const ignore = (): void => {};

/** Takes a connection from its parser: nothing that comes from now on is taken for HTTP. */
export const stopParsing = (socket: Socket): void => {
	socket.removeAllListeners('data');
	socket.on('data', ignore);
	socket.resume();
};

/**
Ends a connection so that the client can still read what it was sent: to close it with bytes unread would reset it, and a
reset takes from the client what it has not read yet (RFC 9112 §9.6).
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
Has the connection end gently after a response that says `Connection: close`.

@param socket
@param isUploading - Whether the client is in the middle of a request's body. Many look at no answer before they have sent it all.
*/
export const lingerAfter = (socket: NonNullable<ServerResponse['socket']>, isUploading: boolean): void => {
	// What node:http calls once such a response is written.
	socket.destroySoon = () => {
		const deadline = endGently(socket);
		if (isUploading) {
			socket.on('data', () => {
				deadline.refresh();
			});
		}
	};
};
