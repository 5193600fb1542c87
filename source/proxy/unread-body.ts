import type {IncomingMessage} from 'node:http';

/** To read a longer body away costs more than a new connection. */
const maxDiscardedBytes = 65_536;
/** How long a client may go on sending a body that nobody wants any more before its connection is closed. */
const lingerMs = 5000;

/** Whether a request's body is known to be too long to be read away before the next request can be. */
export const isLong = ({headers: {'content-length': length = '0'}}: IncomingMessage): boolean => Number(length) > maxDiscardedBytes;

/** Reads away what an answered client still sends of a body, so that its connection can carry its next request. */
export const discardBody = (request: IncomingMessage): void => {
	if (request.complete) {
		return;
	}

	request.resume();
	const timer = setTimeout(() => {
		request.socket.destroy();
	}, lingerMs);
	request.once('close', () => {
		clearTimeout(timer);
	});
};
