import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import type {ClientTls} from '../../../../model/client-tls.js';
import type {ProxyOrigin} from '../../../../model/proxy-protocol/proxy-origin.js';
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
	readonly tls?: ClientTls | undefined;
};

const isTls = (socket: Socket): socket is TLSSocket => (socket as TLSSocket).encrypted;

/** Of this end, by scheme. */
export type ListenedPorts = Readonly<Partial<Record<ClientPeer['scheme'], number | undefined>>>;

const origins = new WeakMap<Socket, ProxyOrigin>();

/** The peer in front has named the client in the PROXY protocol: the connection counts as that client's. */
export const setOrigin = (socket: Socket, origin: ProxyOrigin): void => {
	origins.set(socket, origin);
};

/** The client of a connection, and where it connected to; without an address once the connection has closed. */
export const originOf = (socket: Socket): Omit<ProxyOrigin, 'isTls'> => origins.get(socket) ?? {
	address: clientAddress(socket.remoteAddress),
	port: socket.remotePort ?? 0,
	destination: {address: clientAddress(socket.localAddress), port: socket.localPort ?? 0},
};

/** Undefined for a replayed request, which has no connection. */
const clientTls = (socket: TLSSocket): ClientTls | undefined => {
	if (!('getProtocol' in socket)) {
		return undefined;
	}

	const {servername: serverName} = socket as {readonly servername?: string | false};
	return {
		version: socket.getProtocol() ?? '',
		cipher: socket.getCipher().standardName,
		...(typeof serverName === 'string' && {serverName}),
		isResumed: socket.isSessionReused(),
	};
};

/** Asks the system for the other end only. */
export const peerAt = (socket: Socket, ports: ListenedPorts): ClientPeer => {
	const origin = origins.get(socket);
	const address = origin?.address ?? clientAddress(socket.remoteAddress);
	return isTls(socket)
		? {address, port: origin?.destination.port ?? ports.https, scheme: 'https', certificate: clientCertificate(socket), tls: clientTls(socket)}
		: {address, port: origin?.destination.port ?? ports.http, scheme: origin?.isTls ? 'https' : 'http'};
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
