import type {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';
import {linger} from '../../../../node-http/linger.js';
import {type ClientPeer, rememberPeer} from '../admission/client-peer.js';
import {type Guarded, guarded} from './guarded.js';
import {HeldBytes} from './held-bytes.js';

/** What reads from a client's socket: called with what happens to it. */
export type ClientSocketUser = Guarded & {
	onBytes(piece: Buffer): void;
	/** The client says nothing more. */
	onEnd(): void;
	/** It takes more again. */
	onDrain(): void;
	onClosed(): void;
};

const ignore = (): void => {};

/** A client's socket as long as it belongs to the fast lane, with what has come of it and is not wanted yet, and the ways in which it leaves. */
export class ClientSocket {
	readonly socket: Socket;
	readonly held = new HeldBytes();
	/** Whether the client says nothing more. */
	hasEnded = false;
	readonly #peer: ClientPeer;
	readonly #onData: (piece: Buffer) => void;
	readonly #onEnd: () => void;
	readonly #onDrain: () => void;
	readonly #onClose: () => void;

	constructor(socket: Socket, peer: ClientPeer, user: ClientSocketUser) {
		this.socket = socket;
		this.#peer = peer;
		this.#onData = guarded(user, (piece: Buffer) => {
			user.onBytes(piece);
		});
		this.#onEnd = guarded(user, () => {
			this.hasEnded = true;
			user.onEnd();
		});
		this.#onDrain = guarded(user, () => {
			user.onDrain();
		});
		this.#onClose = guarded(user, () => {
			user.onClosed();
		});
	}

	/** Begins to read. */
	begin(): void {
		const {socket} = this;
		socket.on('data', this.#onData);
		socket.on('end', this.#onEnd);
		socket.on('drain', this.#onDrain);
		socket.on('error', ignore);
		socket.on('close', this.#onClose);
		socket.resume();
	}

	/** Whether all that has come has been taken, and nothing follows. */
	get isOver(): boolean {
		return this.hasEnded && this.held.isEmpty;
	}

	/** Keeps what is not wanted yet, and reads no more than a little of what follows. */
	hold(bytes: Buffer): void {
		this.held.add(bytes);
		if (this.held.isFull) {
			this.socket.pause();
		}
	}

	/** Reads on, unless too much is held. */
	resume(): void {
		if (!this.held.isFull) {
			this.socket.resume();
		}
	}

	/** Of a connection that is not simply closed, others take care. */
	letGo(): void {
		const {socket} = this;
		rememberPeer(socket, this.#peer);
		socket.off('data', this.#onData);
		socket.off('end', this.#onEnd);
		socket.off('drain', this.#onDrain);
		socket.off('close', this.#onClose);
	}

	/**
	Ends the connection after its last answer.

	@param isUploading - Whether the client is in the middle of a body.
	*/
	end(isUploading: boolean): void {
		const {socket, held} = this;
		// A client that misses the end of TLS may take an answer for a broken one (RFC 8446 §6.1).
		const isQuiet = !isUploading && held.isEmpty && this.#peer.scheme === 'http';
		if (isQuiet || socket.destroyed) {
			socket.destroy();
		} else {
			this.letGo();
			linger(socket, isUploading);
		}
	}

	/**
	Passes the connection on as if what is held had not been read from it.

	@param take - Takes it over.
	*/
	handOver(take: (socket: Socket) => void): void {
		const {socket} = this;
		const unread = this.held.take()!;
		this.letGo();
		socket.pause();
		socket.off('error', ignore);
		if (this.hasEnded) {
			// Nothing can be put back into a stream that has ended.
			take(socket);
			socket.emit('data', unread);
			socket.emit('end');
		} else {
			socket.unshift(unread);
			take(socket);
		}
	}
}
