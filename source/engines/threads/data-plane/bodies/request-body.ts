import type {Buffer} from 'node:buffer';
import type {ClientRequest, IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {Readable} from 'node:stream';
import type {Exchange} from '../exchange.js';
import {flushHeaders} from '../../../../node-http/flush-headers.js';
import {localReplies} from '../local-reply.js';
import {readPastRefusedWrite} from '../../../../node-http/refused-write.js';
import {forwardedTrailers} from '../headers/trailers.js';
import {declaresBody} from './declares-body.js';
import {breakBody} from './broken-body.js';

export type BodyListener = {
	readonly onProgress: () => void;
	/** The whole body has been passed to the backend's connection. */
	readonly onSent: () => void;
};

/**
A client's request body: left unread in the client's connection until a backend is connected, then streamed with back-pressure.
Until then, the request can be retried at another backend.
*/
export class RequestBody {
	readonly #request: IncomingMessage;
	readonly #response: ServerResponse;
	readonly #exchange: Exchange;
	readonly #maxBytes: number;
	#awaitsBackendSince: number | undefined;
	/** The backend has closed its connection before the body's end. */
	#isRefused = false;

	private constructor(request: IncomingMessage, response: ServerResponse, exchange: Exchange, maxBytes: number) {
		this.#request = request;
		this.#response = response;
		this.#exchange = exchange;
		this.#maxBytes = maxBytes;
	}

	/**
	@param request
	@param response
	@param exchange
	@param maxBytes - A larger body is refused.
	@returns undefined for a request without a body.
	*/
	static of(request: IncomingMessage, response: ServerResponse, exchange: Exchange, maxBytes = Infinity): RequestBody | undefined {
		return declaresBody(request) ? new RequestBody(request, response, exchange, maxBytes) : undefined;
	}

	/** Since when the backend, not the client, delays the exchange, on the monotonic clock; undefined if it does not. */
	get awaitsBackendSince(): number | undefined {
		return this.#awaitsBackendSince;
	}

	/** Whether the whole body has been read from the client. */
	get isSent(): boolean {
		return this.#request.readableEnded;
	}

	/** @param body - The source of `upstream`. */
	sendTo(upstream: ClientRequest, body: Readable, {onProgress, onSent}: BodyListener): void {
		const request = this.#request;
		readPastRefusedWrite(upstream, () => {
			this.#isRefused = true;
			this.#awaitsBackendSince ??= performance.now();
			request.resume();
			onSent();
		});
		// The head is sent at once, as the first byte of the body may take long.
		flushHeaders(upstream);
		request.on('data', (chunk: Buffer) => {
			this.#exchange.takeRequest(chunk);
			if (this.#exchange.requestBytes > this.#maxBytes) {
				breakBody(this.#response, localReplies.bodyTooLarge);
				return;
			}

			onProgress();
			if (this.#isRefused || upstream.destroyed) {
				return;
			}

			body.push(chunk);
			if (upstream.writableNeedDrain) {
				this.#awaitsBackendSince = performance.now();
				request.pause();
			}
		});
		upstream.on('drain', () => {
			this.#awaitsBackendSince = undefined;
			onProgress();
			request.resume();
		});
		request.once('end', () => {
			this.#awaitsBackendSince = performance.now();
			if (upstream.destroyed) {
				return;
			}

			upstream.addTrailers(forwardedTrailers(request.rawTrailers));
			body.push(null);
		});
		upstream.once('finish', onSent);
		upstream.once('close', () => {
			request.resume();
		});
		if (this.#exchange.awaitsContinue) {
			this.#exchange.awaitsContinue = false;
			this.#response.writeContinue();
		}
	}

	/** Streams the rest to a backend that has switched protocols early: on the raw connection, with the framing of the request. */
	sendRestTo(socket: Socket, isChunked: boolean, onSent: () => void): void {
		const request = this.#request;
		request.on('data', (chunk: Buffer) => {
			if (isChunked) {
				socket.write(`${chunk.length.toString(16)}\r\n`);
			}

			socket.write(chunk);
			if (isChunked) {
				socket.write('\r\n');
			}

			if (socket.writableNeedDrain) {
				this.#awaitsBackendSince = performance.now();
				request.pause();
			}
		});
		socket.on('drain', () => {
			this.#awaitsBackendSince = undefined;
			request.resume();
		});
		request.once('end', () => {
			if (isChunked) {
				const trailers = forwardedTrailers(request.rawTrailers).map(([name, value]) => `${name}: ${value}\r\n`);
				socket.write(`0\r\n${trailers.join('')}\r\n`, 'latin1');
			}

			onSent();
		});
	}
}
