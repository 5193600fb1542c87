import type {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {ServerHttp2Stream} from 'node:http2';
import type {Socket} from 'node:net';
import {clientFields, type ClientFieldOptions} from '../headers/client-fields.js';
import {Deadline} from '../../../../node-http/deadline.js';
import {sendHeadAlone, sentHead} from '../../../../node-http/sent-head.js';
import type {Exchange} from '../exchange.js';
import {removeFields} from '../headers/field-list.js';
import {StreamResponse} from '../http2/stream-response.js';
import {forwardedResponseHeaders} from '../headers/response-headers.js';
import {goingAway, WebSocketFrames} from './websocket-frames.js';

/** How long one side may take to end after the other. */
export const tunnelLingerMs = 500;
/** Idle time after which the kernel sends keep-alive probes. */
const keepAliveProbeMs = 60_000;

/** All times in milliseconds. */
export type TunnelTimes = {
	/** Idle timeout for both directions; 0 for none. */
	readonly idleMs: number;
	/** Idle timeout once one side has ended. */
	readonly halfOpenMs: number;
};

/** A connection, or a stream of HTTP/2 (RFC 8441). */
export type TunnelSocket = Socket | ServerHttp2Stream;

export type TunnelEnd<Kind extends TunnelSocket = TunnelSocket> = {
	readonly socket: Kind;
	/** Read ahead. */
	readonly head: Buffer;
};

export type TunnelParts = {
	readonly exchange: Exchange;
	readonly client: TunnelEnd;
	readonly backend: TunnelEnd;
	readonly protocol: string;
	readonly times: TunnelTimes;
};

/** Flushes and ends a connection, and closes it if the other end does not. */
const endSoon = (socket: TunnelSocket): void => {
	if (socket.destroyed) {
		return;
	}

	const deadline = new Deadline();
	deadline.start(() => {
		socket.destroy();
	}, tunnelLingerMs);
	socket.once('close', () => {
		deadline.clear();
	});
	socket.resume();
	if ('destroySoon' in socket) {
		socket.destroySoon();
	} else {
		socket.end();
	}
};

/** Relays bytes between two connections until either ends. The exchange ends with the client's. */
export class Tunnel {
	readonly #exchange: Exchange;
	readonly #client: TunnelSocket;
	readonly #backend: TunnelSocket;
	readonly #times: TunnelTimes;
	readonly #toClient: WebSocketFrames | undefined;
	readonly #toBackend: WebSocketFrames | undefined;
	readonly #idle = new Deadline();
	#isClosing = false;

	constructor({exchange, client, backend, protocol, times}: TunnelParts) {
		this.#exchange = exchange;
		this.#client = client.socket;
		this.#backend = backend.socket;
		this.#times = times;
		const isWebSocket = protocol.toLowerCase() === 'websocket';
		this.#toClient = isWebSocket ? new WebSocketFrames() : undefined;
		this.#toBackend = isWebSocket ? new WebSocketFrames() : undefined;
		this.#watchIdle(times.idleMs);
		this.#join(client, backend, chunk => {
			exchange.takeRequest(chunk);
			this.#toBackend?.push(chunk);
		});
		this.#join(backend, client, chunk => {
			exchange.takeResponse(chunk);
			this.#toClient?.push(chunk);
		});
		client.socket.once('close', () => {
			this.#idle.clear();
			exchange.finish();
		});
	}

	/** Closes both ends; those of a WebSocket get a close frame, if it can be sent between two frames. */
	close(): void {
		if (this.#isClosing) {
			return;
		}

		this.#isClosing = true;
		this.#client.unpipe(this.#backend);
		this.#backend.unpipe(this.#client);
		if (this.#toClient?.mayEnd && this.#client.writable) {
			this.#client.write(goingAway.fromServer);
		}

		if (this.#toBackend?.mayEnd && this.#backend.writable) {
			this.#backend.write(goingAway.fromClient);
		}

		endSoon(this.#client);
		endSoon(this.#backend);
	}

	#join(from: TunnelEnd, to: TunnelEnd, onChunk: (chunk: Buffer) => void): void {
		if ('setKeepAlive' in from.socket) {
			from.socket.setKeepAlive(true, keepAliveProbeMs);
		}

		// Followed by 'close', which ends the other side.
		from.socket.on('error', () => {});
		from.socket.once('close', () => {
			endSoon(to.socket);
		});
		from.socket.once('end', () => {
			// The other direction may continue, but with an idle timeout.
			this.#watchIdle(this.#times.idleMs === 0 ? this.#times.halfOpenMs : Math.min(this.#times.idleMs, this.#times.halfOpenMs));
		});
		from.socket.on('data', (chunk: Buffer) => {
			this.#idle.refresh();
			onChunk(chunk);
		});
		from.socket.pipe(to.socket);
		// Only once all listeners are attached, as it may be relayed synchronously.
		if (from.head.length > 0) {
			from.socket.unshift(from.head);
		}
	}

	#watchIdle(milliseconds: number): void {
		this.#idle.clear();
		if (milliseconds > 0 && !this.#client.destroyed) {
			this.#idle.start(() => {
				this.#exchange.brokenOff('idle_timeout');
				this.close();
			}, milliseconds);
		}
	}
}

/**
Relays a backend's 101 response, after which the client's connection no longer carries HTTP.

@throws If the response cannot be relayed.
*/
export const acceptUpgrade = (
	incoming: IncomingMessage,
	response: ServerResponse,
	client: TunnelSocket,
	exchange: Exchange,
	options: ClientFieldOptions,
): void => {
	const fields = forwardedResponseHeaders(incoming);
	if (fields === undefined) {
		throw new TypeError('A field does not mean the same to all.');
	}

	if (response instanceof StreamResponse) {
		// It answers a key that the client has not sent (RFC 8441 §5).
		removeFields(fields, 'sec-websocket-accept');
		response.openTunnel(clientFields(fields, incoming, exchange, options));
		exchange.headSent(sentHead(response));
		return;
	}

	response.writeHead(101, incoming.statusMessage, [
		...clientFields(fields, incoming, exchange, options),
		'Connection',
		'Upgrade',
		'Upgrade',
		incoming.headers.upgrade ?? '',
	]);
	exchange.headSent(sendHeadAlone(response, client as Socket));
};
