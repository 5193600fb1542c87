import type {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {clientFields, type ClientFieldOptions} from '../headers/client-fields.js';
import {Deadline} from '../../../../node-http/deadline.js';
import {sendHeadAlone} from '../../../../node-http/sent-head.js';
import type {Exchange} from '../exchange.js';
import {forwardedResponseHeaders} from '../headers/response-headers.js';
import {goingAway, WebSocketFrames} from './websocket-frames.js';

/** How long one side may take to end after the other has, or after it was told to. */
export const tunnelLingerMs = 500;
/** After this long without a byte, the kernel asks whether the other end still exists. */
const keepAliveProbeMs = 60_000;

/** All times in milliseconds. */
export type TunnelTimes = {
	/** Without a byte in either direction; 0 for any time. */
	readonly idleMs: number;
	/** The same, once one side has ended. */
	readonly halfOpenMs: number;
};

export type TunnelEnd = {
	readonly socket: Socket;
	/** Bytes that were read ahead. */
	readonly head: Buffer;
};

export type TunnelParts = {
	readonly exchange: Exchange;
	readonly client: TunnelEnd;
	readonly backend: TunnelEnd;
	/** What both ends speak from now on. */
	readonly protocol: string;
	readonly times: TunnelTimes;
};

/** Flushes and ends a connection, and closes it if the other end does not. */
const endSoon = (socket: Socket): void => {
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
	socket.destroySoon();
};

/** Two connections that carry each other's bytes until either ends. The exchange ends with the client's. */
export class Tunnel {
	readonly #exchange: Exchange;
	readonly #client: Socket;
	readonly #backend: Socket;
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

	/** Tells both ends that this is over, in WebSocket's own way where its frames allow for it, and closes them. */
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
		from.socket.setKeepAlive(true, keepAliveProbeMs);
		// Followed by 'close', which ends the other side.
		from.socket.on('error', () => {});
		from.socket.once('close', () => {
			endSoon(to.socket);
		});
		from.socket.once('end', () => {
			// The other direction may go on, but not for ever.
			this.#watchIdle(this.#times.idleMs === 0 ? this.#times.halfOpenMs : Math.min(this.#times.idleMs, this.#times.halfOpenMs));
		});
		from.socket.on('data', (chunk: Buffer) => {
			this.#idle.refresh();
			onChunk(chunk);
		});
		from.socket.pipe(to.socket);
		// Only once all listeners are attached: it may be passed on at once.
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
Passes a backend's 101 on to the client, whose connection then carries HTTP no longer.

@throws When the backend's answer cannot be sent on as it is.
*/
export const acceptUpgrade = (
	incoming: IncomingMessage,
	response: ServerResponse,
	client: Socket,
	exchange: Exchange,
	options: ClientFieldOptions,
): void => {
	const fields = forwardedResponseHeaders(incoming);
	if (fields === undefined) {
		throw new TypeError('A field does not mean the same to all.');
	}

	response.writeHead(101, incoming.statusMessage, [
		...clientFields(fields, incoming, exchange, options),
		'Connection',
		'Upgrade',
		'Upgrade',
		incoming.headers.upgrade ?? '',
	]);
	exchange.headSent(sendHeadAlone(response, client));
};
