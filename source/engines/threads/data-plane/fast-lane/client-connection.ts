import type {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';
import {endWithPatience} from '../../../../node-http/half-closed.js';
import {type ClientPeer, peerAt} from '../admission/client-peer.js';
import {cutShort} from '../admission/malformed-request.js';
import {discardPauseMs} from '../bodies/unread-body.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import type {BackendPool} from './backend-pool.js';
import type {Carriage} from './carriage.js';
import type {ClientLane} from './client-lane.js';
import type {ClientSide} from './client-side.js';
import {ClientSocket, type ClientSocketUser} from './client-socket.js';
import type {Timed} from './deadlines.js';
import {incomplete} from './field-scanner.js';
import {guarded} from './guarded.js';
import type {MessageBody} from './message-body.js';
import {unusual} from './scanned-head.js';

/**
A client's connection: its requests are read one after the other, the next when the one before has been answered.

    head ── whole ──▶ exchange ── answered ──▶ (discarding ── body read ──▶) head
      │                   └────── last ──▶ left
      └── unusual, late, ended, closed ──▶ left
*/
export class ClientConnection implements ClientSide, ClientSocketUser, Timed {
	readonly backends: BackendPool;
	deadline: number;
	place = 0;
	isLast = false;
	/** Of the exchange that is carried now. */
	carriage: Carriage | undefined;
	body: MessageBody | undefined;
	readonly #socket: ClientSocket;
	readonly #lane: ClientLane<ClientConnection>;
	readonly #peer: ClientPeer;
	#state: 'head' | 'exchange' | 'discarding' | 'left' = 'head';
	/** Whether it has carried an exchange. */
	#isUsed = false;

	constructor(lane: ClientLane<ClientConnection>, socket: Socket) {
		this.#lane = lane;
		this.backends = lane.backendsFor(socket);
		this.#peer = peerAt(socket, lane.ports);
		this.deadline = performance.now() + lane.headerTimeoutMs;
		this.#socket = new ClientSocket(socket, this.#peer, this);
	}

	/** Begins to read. */
	begin(): void {
		this.#lane.deadlines.add(this);
		this.#socket.begin();
	}

	get socket(): Socket {
		return this.#socket.socket;
	}

	/** Whether it waits for a further request, and nothing of that has come. */
	get isIdle(): boolean {
		return this.#state === 'head' && this.#isUsed && this.#socket.held.isEmpty;
	}

	/** Whether the client is in the middle of a body. */
	get #isUploading(): boolean {
		return this.body?.isWhole === false;
	}

	takeHeld(): Buffer | undefined {
		return this.#socket.held.take();
	}

	hold(bytes: Buffer): void {
		this.#socket.hold(bytes);
	}

	resume(): void {
		if (this.#socket.isOver && this.#isUploading) {
			// The rest of the body never comes.
			this.socket.destroy();
		} else {
			this.#socket.resume();
		}
	}

	foreseeEnd(): void {
		// Requests that have come already are answered first.
		this.isLast ||= this.#lane.isEnding && this.#socket.held.isEmpty;
	}

	onExchangeEnd(): void {
		this.carriage = undefined;
		if (this.#state !== 'exchange') {
			return;
		}

		const isUploading = this.#isUploading;
		if (!isUploading) {
			this.#socket.held.dropEmptyLines();
		}

		if (this.isLast || this.#socket.isOver || !this.socket.writable) {
			this.#leave();
			this.#socket.end(isUploading);
		} else if (isUploading) {
			this.#state = 'discarding';
			this.#discard(this.takeHeld());
			this.resume();
		} else {
			this.#awaitHead();
		}
	}

	/** The time for what is waited for is up. */
	onDeadline(): void {
		if (this.#state === 'exchange') {
			this.carriage!.onDeadline();
		} else if (this.#state === 'head' && !this.isIdle) {
			this.#refuse(localReplies.requestTimeout);
		} else {
			this.socket.destroy();
		}
	}

	onBytes(piece: Buffer): void {
		switch (this.#state) {
			case 'head': {
				this.#takeHead(piece);
				break;
			}

			case 'exchange': {
				if (this.#socket.held.isEmpty && this.carriage!.takesBody) {
					this.carriage!.takeBody(piece);
				} else {
					this.hold(piece);
				}

				break;
			}

			case 'discarding': {
				this.#discard(piece);
				break;
			}

			case 'left': {
				break;
			}
		}
	}

	#takeHead(piece: Buffer): void {
		const isFirst = this.#socket.held.isEmpty;
		this.#socket.held.add(piece);
		if (isFirst) {
			this.#socket.held.dropEmptyLines();
			if (this.#socket.held.isEmpty) {
				return;
			}

			if (this.#isUsed) {
				this.deadline = performance.now() + this.#lane.headerTimeoutMs;
			}
		}

		this.#readHead();
	}

	#readHead(): void {
		const {head, isOpen} = this.#lane;
		const bytes = this.#socket.held.bytes!;
		const end = isOpen ? head.read(bytes, 0, bytes.length, this.#peer) : unusual;
		if (end === incomplete) {
			if (this.#socket.hasEnded) {
				this.#refuse(cutShort);
			}

			return;
		}

		if (end === unusual) {
			this.#leave();
			this.#socket.handOver(socket => {
				this.#lane.handOver(socket);
			});
			return;
		}

		this.#state = 'exchange';
		this.#isUsed = true;
		this.isLast = head.isLast || this.#lane.isEnding || (this.#socket.hasEnded && end === bytes.length);
		this.#socket.held.take();
		if (end < bytes.length) {
			this.hold(bytes.subarray(end));
		}

		this.#lane.carry(this);
	}

	/** To be called between two exchanges. */
	#awaitHead(): void {
		const {headerTimeoutMs, idleTimeoutMs} = this.#lane;
		this.#state = 'head';
		this.deadline = performance.now() + (this.#socket.held.isEmpty ? idleTimeoutMs : headerTimeoutMs);
		if (this.#socket.held.isEmpty) {
			this.socket.resume();
		} else {
			// Other connections go first, however much a client sends at once.
			setImmediate(this.#readHeld);
		}
	}

	readonly #readHeld = guarded(this, () => {
		if (this.#state === 'head' && !this.#socket.held.isEmpty && !this.socket.destroyed) {
			this.#readHead();
		}

		if (this.#state !== 'left') {
			this.resume();
		}
	});

	/** Reads away what an answered client still sends of its body, so that its connection can carry its next request. */
	#discard(piece: Buffer | undefined): void {
		const body = this.body!;
		this.deadline = performance.now() + discardPauseMs;
		const rest = piece && body.skip(piece);
		if (rest === 'malformed') {
			this.socket.destroy();
			return;
		}

		if (rest !== undefined) {
			this.hold(rest);
		}

		if (body.isWhole) {
			this.#socket.held.dropEmptyLines();
			this.#awaitHead();
		}
	}

	onEnd(): void {
		if (this.#state === 'head') {
			this.#onEndOfHeads();
		} else if (this.#state === 'exchange' && (!this.#socket.held.isEmpty || !this.#isUploading)) {
			this.isLast ||= this.#socket.held.isEmpty;
			endWithPatience(this.socket);
		} else {
			this.socket.destroy();
		}
	}

	#onEndOfHeads(): void {
		if (this.#socket.held.isEmpty) {
			this.socket.end();
		} else {
			// It may be a whole request that waits for its turn.
			endWithPatience(this.socket);
			this.#readHeld();
		}
	}

	onDrain(): void {
		this.carriage?.onClientDrain();
	}

	onClosed(): void {
		this.#leave();
		this.carriage?.onClientClosed();
	}

	onFault(): void {
		if (this.carriage === undefined) {
			this.socket.destroy();
		} else {
			this.carriage.onFault();
		}
	}

	#refuse(answer: LocalReply): void {
		this.#leave();
		this.#socket.letGo();
		this.#lane.refuse(this.socket, answer);
	}

	#leave(): void {
		this.#state = 'left';
		this.#lane.deadlines.remove(this);
	}
}
