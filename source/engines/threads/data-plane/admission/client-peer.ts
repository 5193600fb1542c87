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

/** Of this end, by scheme. */
export type ListenedPorts = Readonly<Partial<Record<ClientPeer['scheme'], number | undefined>>>;

/** Asks the system for the other end only. */
export const peerAt = (socket: Socket, ports: ListenedPorts): ClientPeer => {
	const address = clientAddress(socket.remoteAddress);
	return isTls(socket)
		? {address, port: ports.https, scheme: 'https', certificate: clientCertificate(socket)}
		: {address, port: ports.http, scheme: 'http'};
};

const peers = new WeakMap<Socket, ClientPeer>();

/** For those who ask {@link clientPeer}. */
export const rememberPeer = (socket: Socket, peer: ClientPeer): void => {
	peers.set(socket, peer);
};

/** Read once per connection: a closed socket no longer has its addresses. */
export const clientPeer = (socket: Socket): ClientPeer => {
	let peer = peers.get(socket);
	if (peer === undefined) {
		const {localPort: port} = socket;
		peer = peerAt(socket, {http: port, https: port});
		rememberPeer(socket, peer);
	}

	return peer;
};
