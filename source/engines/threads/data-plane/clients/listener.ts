import {Buffer} from 'node:buffer';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {MessageFeed} from '../../../../node-http/message-feed.js';
import type {ClientConnectionSettings} from '../../../../model/wire-settings.js';
import {declaresBody} from '../bodies/declares-body.js';
import type {UpgradeRequest} from '../forwarding/protocol-switch.js';
import {answerHalfClosed, forgetHalfClosed} from '../../../../node-http/half-closed.js';
import {closeAfter} from '../../../../node-http/outgoing-message.js';
import {endGently, stopParsing} from '../../../../node-http/linger.js';
import {type LocalReply, malformed, replyHead, replyMessage} from '../local-reply.js';
import {Pipeline} from '../../../../node-http/pipeline.js';
import {forwardableProtocol} from '../upgrades/upgrade-protocol.js';
import {upgradeResponse} from '../upgrades/upgrade-response.js';
import {UpgradeWithBody} from '../upgrades/upgrade-with-body.js';
import {listenOn} from '../../../../node-http/listen-on.js';
import {watchHandedConnections} from '../../../../node-http/unbound-server.js';
import type {ServerTls} from '../../../../model/server-tls.js';
import type {ClientAddresses, ClientPorts} from '../../../../model/status.js';
import {Http2Sessions} from '../http2/http2-sessions.js';
import {peekPreface} from '../http2/preface.js';
import type {ProxyOrigin} from '../../../../model/proxy-protocol/proxy-origin.js';
import {setOrigin} from '../admission/client-peer.js';
import {ProxyAcceptor} from './proxy-acceptor.js';
import {TlsAcceptor} from './tls-acceptor.js';
import {createRequestServer} from './request-server.js';
import {LateClients} from './late-clients.js';
import {GracefulClose} from './graceful-close.js';
import type {ConnectionLimit} from './connection-limit.js';
import {keepAliveReserveMs} from './keep-alive-reserve.js';
import {UnreadableRequests} from './unreadable-requests.js';

export type ListenOptions = {
	/** All interfaces if undefined. */
	readonly host: string | undefined;
	readonly ports: ClientPorts;
	/** Whether several listeners may share the ports; the kernel spreads connections over them. */
	readonly reusePort: boolean;
};

export type ListenerHandlers = {
	/** @returns Whether the fast lane takes it; {@link Listener.serve} passes it to node:http later. */
	onConnection(socket: Socket): boolean;
	/** Closes idle connections that `onConnection` has taken. */
	onCloseIdle(): void;
	/** Called for one request per connection at a time. */
	onRequest(request: IncomingMessage, response: ServerResponse, upgrade?: UpgradeRequest): void;
	/** An unparsable request has been answered. */
	onMalformed(socket: Socket, answer: LocalReply, sent: {readonly head: string; readonly body: Buffer}): void;
};

/** Requests of a connection in memory, including the one that is being answered. */
const maxPipelined = 16;

const withoutProxyHeader = malformed('It comes without the header of the PROXY protocol that this address must send (--accept-proxy): send it, or connect from an address outside these ranges.');

const plainOnTls = malformed('It is plain HTTP, and this port speaks TLS: ask with https://.');

/** Accepts clients' connections and parses their requests. */
export class Listener {
	readonly #server: Server;
	readonly #handlers: ListenerHandlers;
	readonly #limit: ConnectionLimit;
	readonly #gracefulClose: GracefulClose;
	readonly #pipeline = new Pipeline();
	readonly #feed: MessageFeed;
	readonly #late: LateClients;
	readonly #proxyAcceptor: ProxyAcceptor;
	readonly #tls: TlsAcceptor | undefined;
	readonly #http2: Http2Sessions;
	readonly #serveByServer: (socket: Socket) => void;
	#closing = false;

	/** @param tls - Undefined without a port for TLS. */
	constructor(settings: ClientConnectionSettings, limit: ConnectionLimit, tls: ServerTls | undefined, handlers: ListenerHandlers) {
		this.#handlers = handlers;
		this.#limit = limit;
		const {headerTimeoutMs, http2} = settings;
		this.#server = createRequestServer(headerTimeoutMs);
		this.#http2 = new Http2Sessions(settings, (request, response, upgrade) => {
			request.isMisdirected = this.#tls?.isMeant(request.socket, request.authority) === false;
			handlers.onRequest(request, response, upgrade);
		});
		this.#proxyAcceptor = new ProxyAcceptor(socket => {
			this.refuse(socket, withoutProxyHeader);
		});
		this.configure(settings);
		const closeIdle = (): void => {
			this.#server.closeIdleConnections();
			this.#http2.closeIdle();
			handlers.onCloseIdle();
		};

		this.#tls = tls && new TlsAcceptor(tls, {timeoutMs: headerTimeoutMs, http2}, limit, {
			onAccepted: (socket, onReady) => {
				this.#accept(socket, onReady);
			},
			onSecure: socket => {
				this.#gracefulClose.watch(socket);
				if (socket.alpnProtocol === 'h2') {
					this.#http2.accept(socket);
				} else {
					this.#take(socket);
				}
			},
			onPlain: socket => {
				this.refuse(socket, plainOnTls);
			},
		});
		this.#gracefulClose = new GracefulClose([this.#server, ...this.#tls ? [this.#tls.server] : []], closeIdle);
		this.#feed = new MessageFeed(this.#server, maxPipelined);
		this.#late = new LateClients(this.#server);
		answerHalfClosed(this.#server);
		this.#serveByServer = limit.guard(this.#server, socket => {
			this.#accept(socket, () => {
				if (settings.h2c) {
					this.#takeEither(socket);
				} else {
					this.#take(socket);
				}
			});
		});
		limit.giveWay(this.#server, closeIdle);
		this.#server.on('request', this.#onRequest);
		// Answered with 100 when a backend is ready for the body, or with 417.
		this.#server.on('checkContinue', this.#onRequest);
		this.#server.on('checkExpectation', this.#onRequest);
		this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
			const protocol = forwardableProtocol(request)!;
			if (declaresBody(request)) {
				socket.unshift(head);
				this.#onTaken(new UpgradeWithBody(request), socket as Socket, {protocol, socket: socket as Socket, head: Buffer.alloc(0)});
			} else {
				this.#onTaken(request, socket as Socket, {protocol, socket: socket as Socket, head});
			}
		});
		this.#server.on('connect', (request: IncomingMessage, socket: Duplex) => {
			this.#onTaken(request, socket as Socket);
		});
		const unreadable = new UnreadableRequests({
			pipeline: this.#pipeline,
			feed: this.#feed,
			late: this.#late,
			refuse: (socket, answer) => {
				this.refuse(socket, answer);
			},
		});
		this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
			unreadable.take(error, socket as Socket);
		});
	}

	/** Applies to new requests; the interval of checks for late headers stays as set at the start. */
	configure(settings: ClientConnectionSettings): void {
		const {headerTimeoutMs, keepAliveTimeoutMs} = settings;
		this.#http2.configure(settings);
		this.#proxyAcceptor.configure(settings);
		this.#server.headersTimeout = headerTimeoutMs;
		this.#server.keepAliveTimeout = keepAliveTimeoutMs;
		Object.assign(this.#server, {keepAliveTimeoutBuffer: keepAliveReserveMs(keepAliveTimeoutMs)});
	}

	/** Applies to new connections. */
	applyTls(tls: ServerTls): void {
		this.#tls?.apply(tls);
	}

	/** @throws {NodeJS.ErrnoException} When an address cannot be listened on. */
	async listen({host, ports: {port, tlsPort}, reusePort}: ListenOptions): Promise<ClientAddresses> {
		const options = {host, reusePort};
		const tls = this.#tls && await listenOn(this.#tls.server, {...options, port: tlsPort});
		if (port !== undefined) {
			return {proxy: await listenOn(this.#server, {...options, port}), ...(tls && {tls})};
		}

		watchHandedConnections(this.#server);
		return {proxy: tls!, tls: tls!};
	}

	/** Stops accepting, and ends each connection with its last response; resolves when all have closed, at the latest after `graceMs`. */
	async close(graceMs: number): Promise<void> {
		this.#closing = true;
		this.#limit.close();
		this.#http2.close();
		for (const socket of this.#gracefulClose.sockets) {
			const last = this.#pipeline.last(socket);
			if (last?.headersSent === false) {
				closeAfter(last);
			}
		}

		await this.#gracefulClose.close(graceMs);
	}

	/** Passes a connection to node:http. */
	serve(socket: Socket): void {
		this.#serveByServer(socket);
		socket.resume();
	}

	/** Whether connections are closed after their next response. */
	get isEnding(): boolean {
		return this.#closing || this.#limit.isCrowded;
	}

	/** Answers an unparsable request and closes the connection. */
	refuse(socket: Socket, answer: LocalReply): void {
		const message = replyMessage(answer);
		const head = replyHead(message);
		const {body} = message;
		endGently(socket, Buffer.concat([Buffer.from(head, 'latin1'), body]));
		this.#handlers.onMalformed(socket, answer, {head, body});
	}

	/**
	@param socket - Paused.
	@param onReady - Called when it is to be read from, with what the peer in front says of the client.
	*/
	#accept(socket: Socket, onReady: (origin: ProxyOrigin | undefined) => void): void {
		this.#gracefulClose.watch(socket);
		this.#proxyAcceptor.accept(socket, header => {
			if (header !== undefined) {
				this.#gracefulClose.skip(socket, header.length);
			}

			if (header?.origin !== undefined) {
				setOrigin(socket, header.origin);
			}

			onReady(header?.origin);
		});
	}

	/** @param socket - Paused. */
	#take(socket: Socket): void {
		if (!this.#handlers.onConnection(socket)) {
			this.serve(socket);
		}
	}

	/** @param socket - Paused. Its client may speak HTTP/2. */
	#takeEither(socket: Socket): void {
		peekPreface(socket, this.#server.headersTimeout, isHttp2 => {
			if (isHttp2) {
				this.#http2.accept(socket);
			} else {
				this.#take(socket);
			}
		});
	}

	readonly #onRequest = (request: IncomingMessage, response: ServerResponse): void => {
		this.#late.take(request.socket);
		// Received after the connection's last response.
		if (request.socket.writableEnded) {
			stopParsing(request.socket);
			return;
		}

		this.#feed.take(request, response);
		if (response.socket === null) {
			this.#pipeline.wait(request, response, () => {
				this.#serve(request, response);
			});
		} else {
			this.#serve(request, response);
		}
	};

	#serve(request: IncomingMessage, response: ServerResponse): void {
		if (this.isEnding) {
			closeAfter(response);
		}

		this.#handlers.onRequest(request, response);
	}

	/** A connection that Node has detached from its server for another protocol. */
	#onTaken(request: IncomingMessage, socket: Socket, upgrade?: UpgradeRequest): void {
		this.#late.take(socket);
		socket.on('error', () => {});
		forgetHalfClosed(socket);
		this.#feed.release(socket);
		if (socket.writableEnded) {
			return;
		}

		// The response to an earlier request may still be in flight.
		this.#pipeline.passDrain(socket);
		this.#pipeline.afterAll(socket, () => {
			this.#handlers.onRequest(request, upgradeResponse(request, socket), upgrade);
		});
	}
}
