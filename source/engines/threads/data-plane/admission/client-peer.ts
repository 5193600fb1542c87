import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {clientAddress} from './client-address.js';

/** The two ends of a client's connection. */
export type ClientPeer = {
	/** Of the other end. */
	readonly address: string;
	/** Of this end. */
	readonly port: number | undefined;
	readonly scheme: 'http' | 'https';
};

const peers = new WeakMap<Socket, ClientPeer>();

/** Read once per connection: a closed socket no longer has its addresses. */
export const clientPeer = (socket: Socket): ClientPeer => {
	let peer = peers.get(socket);
	if (peer === undefined) {
		peer = {
			address: clientAddress(socket.remoteAddress),
			port: socket.localPort,
			scheme: (socket as TLSSocket).encrypted ? 'https' : 'http',
		};
		peers.set(socket, peer);
	}

	return peer;
};
