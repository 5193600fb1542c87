import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';

/** Undocumented: the TCP connection that carries a TLS connection, and whether it is reset when it closes. */
type CarriedSocket = Socket & {readonly _parent?: {resetAndClosing: boolean} | null};

/**
Resets a connection, so that the other end cannot take what it got for the whole. Many clients do not mind that the message is missing
that ends TLS (RFC 8446 §6.1).

`resetAndDestroy` of Node throws for a TLS connection, and called for the TCP connection below, it may end the process: that still
writes what TLS has already freed.
*/
export const resetConnection = (socket: Socket): void => {
	if (!(socket as TLSSocket).encrypted) {
		socket.resetAndDestroy();
		return;
	}

	const {_parent: carrier} = socket as CarriedSocket;
	if (carrier) {
		carrier.resetAndClosing = true;
	}

	socket.destroy();
};
