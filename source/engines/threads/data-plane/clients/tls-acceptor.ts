import type {Server, Socket} from 'node:net';
import {createSecureContext, createServer, type SecureContext, type Server as TlsServer, type TLSSocket} from 'node:tls';
import {Deadline} from '../../../../node-http/deadline.js';
import {peekFirstByte} from '../../../../node-http/first-byte.js';
import type {ProxyOrigin} from '../../../../model/proxy-protocol/proxy-origin.js';
import type {ServedCertificate, ServerTls} from '../../../../model/server-tls.js';
import {setOrigin} from '../admission/client-peer.js';
import type {ConnectionLimit} from './connection-limit.js';
import {ChallengeHandshakes} from './challenge-handshakes.js';
import {CertificateNames} from './certificate-names.js';
import {secureContextOptions} from './secure-context-options.js';

const ignore = (): void => {};

/** Methods of HTTP begin with a letter, unlike a TLS handshake (RFC 8446 §5.1). */
const isLetter = (byte: number): boolean => /^[a-z]$/iv.test(String.fromCodePoint(byte));

/** The other end of a connection, as both a TLS socket and the socket below it know it. */
const endOf = ({remoteAddress, remotePort}: Socket): string => `${remoteAddress} ${remotePort}`;

export type TlsAcceptorHandlers = {
	/** A client has connected; calls back once the handshake may begin, with what the peer in front says of the client. */
	onAccepted(socket: Socket, onReady: (origin: ProxyOrigin | undefined) => void): void;
	/** A client has shaken hands. */
	onSecure(socket: TLSSocket): void;
	/** A client speaks plain HTTP. */
	onPlain(socket: Socket): void;
};

export type TlsAcceptorOptions = {
	/** For the first byte, and again for the handshake. */
	readonly timeoutMs: number;
	/** Whether clients may choose HTTP/2. */
	readonly http2: boolean;
};

/** Shakes hands with clients on the port for TLS. */
export class TlsAcceptor {
	readonly #server: TlsServer;
	readonly #handlers: TlsAcceptorHandlers;
	readonly #timeoutMs: number;
	readonly #shakeHands: (socket: Socket) => void;
	#tls!: ServerTls;
	#names!: CertificateNames;
	#contexts = new Map<ServedCertificate, SecureContext>();
	readonly #challenges = new ChallengeHandshakes();
	/** By the connection's other end: Node does not tell which connection a TLS socket belongs to. */
	readonly #origins = new Map<string, ProxyOrigin>();

	/**
	@param tls
	@param options
	@param limit
	@param handlers
	*/
	constructor(tls: ServerTls, {timeoutMs, http2}: TlsAcceptorOptions, limit: ConnectionLimit, handlers: TlsAcceptorHandlers) {
		this.#handlers = handlers;
		this.#timeoutMs = timeoutMs;
		this.#server = createServer({
			allowHalfOpen: true,
			noDelay: true,
			handshakeTimeout: timeoutMs,
			// Clients of HTTP/1.0, such as curl -0, may offer nothing else.
			ALPNCallback: this.#challenges.alpnCallback([...http2 ? ['h2'] : [], 'http/1.1', 'http/1.0']),
			requestCert: tls.clientCa !== undefined,
			// Decided for each request, in words: here, a client would learn nothing but that it was disconnected.
			rejectUnauthorized: false,
			// Not called when a session is resumed, so that nothing but the certificate may depend on it.
			SNICallback: this.#challenges.sniCallback(serverName => this.#contextFor(serverName)),
		});
		this.apply(tls);
		this.#server.on('secureConnection', socket => {
			// Without a listener, an error would end the worker.
			socket.on('error', ignore);
			const origin = this.#origins.size > 0 ? this.#origins.get(endOf(socket)) : undefined;
			if (origin !== undefined) {
				setOrigin(socket, origin);
			}

			if (this.#challenges.hasAnswered(socket)) {
				socket.end();
			} else {
				handlers.onSecure(socket);
			}
		});
		// Also for handshakes that take too long; Node would leave the connection open.
		this.#server.on('tlsClientError', (_error, socket) => {
			socket.on('error', ignore);
			socket.destroy();
		});
		this.#shakeHands = limit.guard(this.#server, socket => {
			handlers.onAccepted(socket, origin => {
				if (origin !== undefined) {
					this.#remember(socket, origin);
				}

				this.#accept(socket);
			});
		});
	}

	/** To listen with. */
	get server(): Server {
		return this.#server;
	}

	/** Applies to new connections. */
	apply(tls: ServerTls): void {
		const names = new CertificateNames(tls.certificates);
		this.#challenges.apply(tls.challenges);
		this.#server.setSecureContext(secureContextOptions(names.usual, tls));
		this.#tls = tls;
		this.#names = names;
		this.#contexts = new Map();
	}

	#remember(socket: Socket, origin: ProxyOrigin): void {
		const end = endOf(socket);
		this.#origins.set(end, origin);
		socket.once('close', () => {
			this.#origins.delete(end);
		});
	}

	/** See {@link CertificateNames.isMeant}. */
	isMeant(socket: Socket, authority: string): boolean {
		// False without a name, and for some sessions that were resumed.
		const {servername} = socket as {readonly servername?: string | false};
		return this.#names.isMeant(typeof servername === 'string' ? servername : undefined, authority.replace(/:\d*$/v, ''));
	}

	/** @param socket - Paused. */
	#accept(socket: Socket): void {
		socket.on('error', ignore);
		const silence = new Deadline();
		silence.start(() => {
			socket.destroy();
		}, this.#timeoutMs);
		const clear = (): void => {
			silence.clear();
		};

		socket.once('close', clear);
		peekFirstByte(socket, byte => {
			socket.off('close', clear);
			silence.clear();
			if (isLetter(byte)) {
				this.#handlers.onPlain(socket);
			} else {
				this.#shakeHands(socket);
			}
		});
	}

	/**
	Made when first asked for: it takes most of a millisecond.

	@returns undefined for that of the server.
	*/
	#contextFor(serverName: string): SecureContext | undefined {
		const certificate = this.#names.find(serverName);
		if (certificate === undefined) {
			return undefined;
		}

		let context = this.#contexts.get(certificate);
		if (context === undefined) {
			context = createSecureContext(secureContextOptions([certificate], this.#tls));
			this.#contexts.set(certificate, context);
		}

		return context;
	}
}
