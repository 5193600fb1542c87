import type {Buffer} from 'node:buffer';
import type {Exchange} from '../exchange.js';
import {type LocalReply, localReplies, malformed} from '../local-reply.js';
import type {BackendConnection} from './backend-connection.js';
import {trailersTooLarge} from './chunked-scanner.js';
import type {ClientSide} from './client-side.js';
import type {FastLaneContext} from './fast-lane-context.js';
import type {MessageBody} from './message-body.js';

/**
The way of one request to a backend: its head, and its body piece by piece as it comes from the client. As long as nothing of the
body has been taken, any other backend can still have it.
*/
export class RequestRelay {
	/** Undefined for a request without one. */
	readonly body: MessageBody | undefined;
	/** Since when it is the backend, not the client, that holds the body or its answer up, on the monotonic clock; undefined if it is not. */
	awaitsBackendSince: number | undefined;
	/** The backend has closed its connection before the body's end. */
	isRefused = false;
	readonly #lane: FastLaneContext;
	readonly #client: ClientSide;
	readonly #exchange: Exchange;

	constructor(lane: FastLaneContext, client: ClientSide, exchange: Exchange, body: MessageBody | undefined) {
		this.#lane = lane;
		this.#client = client;
		this.#exchange = exchange;
		this.body = body;
	}

	/** Whether the client is in the middle of its body. */
	get isUploading(): boolean {
		return this.body?.isWhole === false;
	}

	/** @returns Why it cannot be sent. */
	begin(head: string, connection: BackendConnection): LocalReply | undefined {
		this.isRefused = false;
		const held = this.body === undefined ? undefined : this.#client.takeHeld();
		let problem: LocalReply | undefined;
		if (held === undefined) {
			connection.socket.write(head, 'latin1');
		} else {
			problem = this.take(held, connection, head);
		}

		if (this.body !== undefined && !connection.socket.writableNeedDrain) {
			this.#client.resume();
		}

		return problem;
	}

	/**
	The next piece of the body.

	@param piece
	@param connection - Undefined if the rest is of no use any more.
	@param head - What goes before it.
	@returns Why it cannot be sent.
	*/
	take(piece: Buffer, connection: BackendConnection | undefined, head = ''): LocalReply | undefined {
		const {out, maxBodyBytes = Infinity} = this.#lane;
		const body = this.body!;
		out.begin(head);
		const behind = body.take(piece, 0, piece.length, out);
		this.#exchange.requestPassed(body.bytes);
		if (behind < 0) {
			return behind === trailersTooLarge ? localReplies.headersTooLarge : malformed('Its chunks cannot be read.');
		}

		if (this.#exchange.requestBytes > maxBodyBytes) {
			return localReplies.bodyTooLarge;
		}

		if (behind < piece.length) {
			this.#client.hold(piece.subarray(behind));
		}

		if (connection !== undefined && !this.isRefused) {
			out.send(connection.socket);
			this.#heed(connection);
		}

		return undefined;
	}

	/** The backend takes more again. */
	onDrain(): void {
		if (this.isUploading) {
			this.awaitsBackendSince = undefined;
			this.#client.resume();
		}
	}

	/** Nothing more of it arrives: the rest is read away. */
	refuse(): void {
		this.isRefused = true;
		this.awaitsBackendSince ??= performance.now();
		this.#client.resume();
	}

	/** The client sends no faster than the backend takes it. */
	#heed({socket}: BackendConnection): void {
		if (!this.isUploading) {
			this.awaitsBackendSince = performance.now();
		} else if (socket.writableNeedDrain) {
			this.awaitsBackendSince = performance.now();
			this.#client.socket.pause();
		}
	}
}
