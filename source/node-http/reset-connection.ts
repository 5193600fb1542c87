import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';

/**
Ends a connection so that the other end cannot take what it got for the whole: by a reset, or for TLS without the message that ends
it (RFC 8446 §6.1). Node's `resetAndDestroy` throws for a TLS connection.
*/
export const resetConnection = (socket: Socket): void => {
	if ((socket as TLSSocket).encrypted) {
		socket.destroy();
	} else {
		socket.resetAndDestroy();
	}
};
