import type {Socket} from 'node:net';
import {type Guarded, guarded} from './guarded.js';

/**
Calls back once a connection has taken what was written to it so far, and not at all if it closes before: a 'drain' comes only where
much was left.
*/
export const onceTaken = (socket: Socket, owner: Guarded, action: () => void): void => {
	socket.write('', 'latin1', guarded(owner, () => {
		if (!socket.destroyed) {
			action();
		}
	}));
};

/** The same for a connection whose last byte was written just now, whatever it is made of: TLS tells only later what has been taken at once. */
export const onceFlushed = (socket: Socket, owner: Guarded, action: () => void): void => {
	setImmediate(guarded(owner, () => {
		if (socket.destroyed) {
			return;
		}

		if (socket.writableLength === 0) {
			action();
		} else {
			onceTaken(socket, owner, action);
		}
	}));
};
