import type {Socket} from 'node:net';

/** Undocumented: the TCP connection that carries a TLS connection; null for a TCP connection. */
type CarriedSocket = Socket & {readonly _parent?: Socket | null};

/**
Resets a connection, so that the other end cannot take what it got for the whole. `resetAndDestroy` of Node throws for a TLS
connection, which is reset by the TCP connection below it.
*/
export const resetConnection = (socket: Socket): void => {
	const {_parent: carrier} = socket as CarriedSocket;
	if (carrier) {
		carrier.resetAndDestroy();
		socket.destroy();
	} else {
		socket.resetAndDestroy();
	}
};
