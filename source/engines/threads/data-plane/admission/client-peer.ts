import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {clientAddress} from './client-address.js';
import {clientCertificate, type ClientCertificate} from './client-certificate.js';

/** The two ends of a client's connection. */
export type ClientPeer = {
	/** Of the other end. */
	readonly address: string;
	/** Of this end. */
	readonly port: number | undefined;
	readonly scheme: 'http' | 'https';
	readonly certificate?: ClientCertificate | undefined;
};

const isTls = (socket: Socket): socket is TLSSocket => (socket as TLSSocket).encrypted;

const peers = new WeakMap<Socket, ClientPeer>();

/** Read once per connection: a closed socket no longer has its addresses. */
export const clientPeer = (socket: Socket): ClientPeer => {
	let peer = peers.get(socket);
	if (peer === undefined) {
		const ends = {address: clientAddress(socket.remoteAddress), port: socket.localPort};
		peer = isTls(socket) ? {...ends, scheme: 'https', certificate: clientCertificate(socket)} : {...ends, scheme: 'http'};
		peers.set(socket, peer);
	}

	return peer;
};
