import type {Socket} from 'node:net';
import type {PoolMember, PoolSnapshot} from '../../../../model/pool.js';
import type {ClientConnectionSettings} from '../../../../model/wire-settings.js';
import type {ListenedPorts} from '../admission/client-peer.js';
import {keepAliveReserveMs} from '../clients/keep-alive-reserve.js';
import {Exchange} from '../exchange.js';
import {anticipatesContent} from '../forwarding/attempt.js';
import {backendTarget} from '../forwarding/backend-target.js';
import type {LaneContext} from '../lane-context.js';
import type {LaneParts} from '../lane-parts.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import {ForClients} from '../forwarding/for-clients.js';
import {BackendPool} from './backend-pool.js';
import {ReadBuffers} from './read-buffers.js';
import {Carriage} from './carriage.js';
import {ClientConnection} from './client-connection.js';
import type {ClientLane} from './client-lane.js';
import {Deadlines} from './deadlines.js';
import type {FastLaneContext} from './fast-lane-context.js';
import {MessageBody} from './message-body.js';
import {OutBuffer} from './out-buffer.js';
import {requestText, RewritableRequest} from './request-text.js';
import {ResponseHead} from './response-head.js';
import {ScannedHead} from './scanned-head.js';

export type FastLaneOptions = {
	/** Whether connections end with their next answer. */
	readonly isEnding: () => boolean;
	/** See `ClientLane`. */
	readonly handOver: (socket: Socket) => void;
	readonly refuse: (socket: Socket, answer: LocalReply) => void;
};

/**
Carries plain HTTP/1.1 exchanges from socket to socket; all others go to the general lane, on the same connection. Here connections
are accepted, and what both lanes share is put together.
*/
export class FastLane implements ClientLane<ClientConnection> {
	readonly head = new ScannedHead();
	readonly deadlines = new Deadlines();
	ports: ListenedPorts = {};
	headerTimeoutMs = 0;
	idleTimeoutMs = 0;
	isOpen = false;
	readonly #parts: LaneParts;
	readonly #options: FastLaneOptions;
	readonly #pools: ForClients<BackendPool>;
	readonly #out = new OutBuffer();
	readonly #responseHead = new ResponseHead();
	#context!: FastLaneContext;

	constructor(parts: LaneParts, options: FastLaneOptions) {
		this.#parts = parts;
		this.#options = options;
		const shared = {lookup: parts.names.lookup, deadlines: this.deadlines, buffers: new ReadBuffers()};
		this.#pools = new ForClients(parts.transport.sendProxy, header => new BackendPool(shared, header));
	}

	get isEnding(): boolean {
		return this.#options.isEnding();
	}

	/** Applies to new exchanges. */
	configure(context: LaneContext, {headerTimeoutMs, keepAliveTimeoutMs}: ClientConnectionSettings): void {
		const {live, isTooLong} = this.#parts;
		this.headerTimeoutMs = headerTimeoutMs;
		this.idleTimeoutMs = keepAliveTimeoutMs + keepAliveReserveMs(keepAliveTimeoutMs);
		this.#context = {
			...context,
			live,
			isTooLong,
			out: this.#out,
			responseHead: this.#responseHead,
			keepAliveSeconds: Math.floor(keepAliveTimeoutMs / 1000),
		};
	}

	/** Takes in the pool and the settings that decide whether it carries anything; what is under way ends as it began. */
	apply({wire: {forwarding, fastLane}, traffic, members}: PoolSnapshot, removed: readonly PoolMember[]): void {
		// Decided for all exchanges alike, so that no attempt ever needs another lane than the one before.
		this.isOpen = fastLane && (traffic.captureBytes ?? 0) === 0
			&& members.map(member => backendTarget(member)).every(({protocol, isHttp2}) => protocol === 'http:' && !isHttp2)
			&& forwarding.requestHeaders.every(({name}) => name.toLowerCase() !== 'authorization');
		for (const member of removed) {
			this.#pools.forget(backendTarget(member));
		}
	}

	/** @returns Whether it carries the connection's requests. */
	accept(socket: Socket): boolean {
		if (this.isOpen) {
			new ClientConnection(this, socket).begin();
		}

		return this.isOpen;
	}

	/** Ends clients' connections that wait for a further request. */
	closeIdle(): void {
		for (const timed of this.deadlines) {
			if (timed instanceof ClientConnection && timed.isIdle) {
				timed.socket.destroy();
			}
		}
	}

	/** To be called once no client is connected any more. */
	destroy(): void {
		this.#pools.destroy();
	}

	carry(client: ClientConnection): void {
		const {stripe, log} = this.#parts;
		const {head} = this;
		const exchange = new Exchange(head, stripe, log);
		client.body = bodyOf(head);
		const refusal = this.#admit(exchange);
		if (head.contentLength === undefined && head.transferEncoding === undefined && anticipatesContent.has(head.method)) {
			head.set('content-length', '0');
		}

		const carriage = new Carriage({
			lane: this.#context,
			client,
			exchange,
			method: head.method,
			head: this.#context.changes.changesRequests ? new RewritableRequest(head) : requestText(head),
			body: client.body,
			contentLength: Number(head.contentLength ?? 0),
		});
		client.carriage = carriage;
		if (refusal === undefined) {
			carriage.begin();
		} else {
			carriage.refuse(refusal);
		}
	}

	/** Nothing ends the exchange yet if that goes wrong. */
	#admit(exchange: Exchange): LocalReply | undefined {
		try {
			return this.#parts.admission.admit(this.head, exchange);
		} catch {
			return localReplies.internal;
		}
	}

	backendsFor(client: Socket): BackendPool {
		return this.#pools.of(client);
	}

	handOver(socket: Socket): void {
		this.#options.handOver(socket);
	}

	refuse(socket: Socket, answer: LocalReply): void {
		this.#options.refuse(socket, answer);
	}
}

/** @returns undefined for a request without a body; one that is empty counts as none. */
const bodyOf = ({contentLength, transferEncoding}: ScannedHead): MessageBody | undefined => {
	if (transferEncoding !== undefined) {
		return new MessageBody({kind: 'chunked', isLenient: false});
	}

	const length = Number(contentLength ?? 0);
	return length === 0 ? undefined : new MessageBody({kind: 'length', length});
};
