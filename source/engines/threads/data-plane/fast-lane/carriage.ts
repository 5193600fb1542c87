import type {Buffer} from 'node:buffer';
import type {PoolMember} from '../../../../model/pool.js';
import {maxDiscardedBytes} from '../bodies/unread-body.js';
import {resetConnection} from '../../../../node-http/reset-connection.js';
import type {Waiter} from '../dispatcher.js';
import type {Exchange} from '../exchange.js';
import {afterFailure} from '../forwarding/after-failure.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import type {LiveForwarding} from '../recording/live-exchanges.js';
import type {AttemptOutcomes} from './attempt-outcomes.js';
import {LaneAttempt, type LaneAttemptOptions} from './lane-attempt.js';
import type {MessageBody} from './message-body.js';
import {onceFlushed} from './once-taken.js';
import {RequestRelay} from './request-relay.js';
import {sendReply} from './send-reply.js';

/** How long a client has to take what it was sent of an answer that broke off. */
const lastBytesMs = 5000;

export type CarriageOptions = LaneAttemptOptions & {
	readonly body: MessageBody | undefined;
	/** What the head says of the body's length. */
	readonly contentLength: number;
};

/**
Carries one exchange to a backend and, where nothing can have been acted on, to another: the fast lane's `Forwarding`.

    waiting ──▶ trying ── whole ──▶ flushing ──▶ over
       ▲          ├── again ─┐  ▲
       └──────────┼──────────┘  │
                  └── refused ──┘
*/
export class Carriage implements Waiter, LiveForwarding, AttemptOutcomes {
	place = 0;
	readonly exchange: Exchange;
	readonly #options: CarriageOptions;
	readonly #request: RequestRelay;
	#state: 'waiting' | 'trying' | 'flushing' | 'over' = 'waiting';
	#backend: PoolMember | undefined;
	#attempt: LaneAttempt | undefined;
	/** After one idle connection has proved stale, others may be, too. */
	#needsFreshConnection = false;
	/** Why the last attempt failed, if one did. */
	#failure: LocalReply | undefined;

	constructor(options: CarriageOptions) {
		const {lane, client, exchange, body} = options;
		this.#options = options;
		this.exchange = exchange;
		this.#request = new RequestRelay(lane, client, exchange, body);
		lane.live.add(this);
	}

	/** How long it has waited for its backend's answer, in milliseconds; undefined when it does not, or waits for its client. */
	get waitedMs(): number | undefined {
		if (this.#isAnswered || this.exchange.backend === undefined) {
			return undefined;
		}

		const hasBodySent = this.#request.body !== undefined && this.#attempt?.isConnected === true;
		const since = hasBodySent ? this.#request.awaitsBackendSince : this.exchange.attempts.startedAt;
		return since === undefined ? undefined : performance.now() - since;
	}

	/** Whether more of the body is wanted. */
	get takesBody(): boolean {
		return this.#request.isUploading && (this.#isEnding || this.#attempt?.isConnected === true);
	}

	get #isAnswered(): boolean {
		return this.#isEnding || this.#attempt?.isAnswered === true;
	}

	get #isEnding(): boolean {
		return this.#state === 'flushing' || this.#state === 'over';
	}

	/** Finds a backend and tries it, and another where that makes sense; the outcome reaches the client and the exchange, whatever it is. */
	begin(): void {
		const {dispatcher} = this.#options.lane;
		this.#state = 'waiting';
		this.#options.client.deadline = Infinity;
		const backend = dispatcher.assign(this.exchange, this.#needsFreshConnection ? this.#backend : undefined);
		if (backend !== undefined) {
			this.start(backend);
			return;
		}

		const refusal = dispatcher.wait(this);
		if (refusal !== undefined) {
			this.refuse(this.#failure ?? refusal);
			return;
		}

		// Once it has waited, what it waited for is what was missing.
		this.#failure = undefined;
	}

	/** Tries a backend that the exchange has been assigned to. */
	start(backend: PoolMember): void {
		this.#backend = backend;
		this.#state = 'trying';
		this.#attempt = new LaneAttempt(this.#options, this.#request, this);
		this.#attempt.begin(backend, this.#needsFreshConnection);
	}

	/** The next piece of the body. */
	takeBody(piece: Buffer): void {
		if (this.#attempt !== undefined) {
			this.#attempt.takeBody(piece);
			return;
		}

		// Behind an answer, whatever is wrong can no longer be refused.
		if (this.#request.take(piece, undefined) !== undefined) {
			this.#options.client.isLast = true;
		}
	}

	/** The client takes more again. */
	onClientDrain(): void {
		this.#attempt?.onClientDrain();
	}

	/** The client has left. */
	onClientClosed(): void {
		if (this.#state === 'over') {
			return;
		}

		const {lane} = this.#options;
		const {waitedMs} = this;
		const isBlamed = waitedMs !== undefined && lane.isTooLong(waitedMs, this.exchange);
		lane.dispatcher.forget(this);
		this.#endConnection();
		if (this.exchange.error === undefined) {
			this.exchange.abort(isBlamed);
		}

		this.#finish();
	}

	/** The time for what it waits for is up. */
	onDeadline(): void {
		if (this.#attempt !== undefined) {
			this.#attempt.onDeadline();
		} else if (this.#state === 'flushing') {
			this.onAnswerIdle();
		}
	}

	onFault(): void {
		const {client} = this.#options;
		client.isLast = true;
		try {
			this.cut(localReplies.internal);
		} catch {
			this.#endConnection();
			client.socket.destroy();
		}
	}

	/** Ends it now: with this answer if nothing was sent yet, by breaking off otherwise. No backend is blamed. */
	cut(answer: LocalReply): void {
		if (this.#isAnswered) {
			this.exchange.brokenOff(answer.code);
			this.#options.client.socket.destroy();
		} else {
			this.refuse(answer);
		}
	}

	/** Ends the current attempt and answers in the backend's place. */
	refuse(answer: LocalReply, failure?: string): void {
		const {lane: {dispatcher, keepAliveSeconds}, client, method, contentLength} = this.#options;
		dispatcher.forget(this);
		this.#endAttempt(failure);
		sendReply(this.exchange, client, answer, {
			method, keepAliveSeconds, isBodyLong: this.#request.isUploading && contentLength > maxDiscardedBytes,
		});
		this.#flush();
	}

	onWhole(): void {
		const attempt = this.#attempt!;
		this.#attempt = undefined;
		attempt.release();
		this.#flush();
	}

	/** Ends the client's connection, so that a broken answer cannot be taken for a whole one: each says itself where it ends. */
	onBroken(): void {
		this.exchange.responseBroke();
		this.#endConnection();
		this.#awaitClient(lastBytesMs);
		// What was sent already still arrives.
		this.#options.client.socket.destroySoon();
	}

	onAnswerIdle(): void {
		const {socket} = this.#options.client;
		const isClientSlow = socket.writableLength > 0;
		this.exchange.brokenOff(isClientSlow ? 'client_stalled' : 'idle_timeout');
		// What the client does not take cannot be waited for; otherwise the break tells it that the end is missing.
		if (isClientSlow || this.#state === 'flushing') {
			resetConnection(socket);
		} else {
			this.onBroken();
		}
	}

	onFailure(error: NodeJS.ErrnoException): void {
		const {lane, method, body} = this.#options;
		const {isConnected, isReused} = this.#attempt!;
		const attempt = {method, connected: isConnected, reusedSocket: isReused, hasBody: body !== undefined};
		const next = afterFailure(lane, this.exchange, {error, backend: this.#backend!, attempt, isBound: false});
		this.#needsFreshConnection = isConnected && isReused;
		switch (next.kind) {
			case 'refuse': {
				this.refuse(next.answer, next.reason);
				break;
			}

			case 'withdraw': {
				this.#endConnection();
				this.exchange.attempts.withdraw();
				this.begin();
				break;
			}

			case 'again': {
				this.#failure = next.answer;
				this.#endAttempt(next.reason);
				this.begin();
				break;
			}
		}
	}

	#endAttempt(failure: string | undefined): void {
		this.#endConnection();
		this.exchange.attempts.end(failure);
		this.#options.lane.dispatcher.advance();
	}

	#endConnection(): void {
		const attempt = this.#attempt;
		this.#attempt = undefined;
		attempt?.end();
	}

	/** The accounts are closed once the client's connection has taken all of the answer. */
	#flush(): void {
		const {client: {socket}, lane} = this.#options;
		if (socket.writableLength === 0 && !socket.destroyed) {
			this.#finish();
			return;
		}

		this.#awaitClient(lane.traffic().idleTimeoutMs);
		if (!socket.destroyed) {
			onceFlushed(socket, this, () => {
				if (this.#state === 'flushing') {
					this.#finish();
				}
			});
		}
	}

	#finish(): void {
		const {lane, client} = this.#options;
		this.#state = 'over';
		client.deadline = Infinity;
		this.exchange.finish();
		lane.live.remove(this);
		lane.dispatcher.advance();
		client.onExchangeEnd();
	}

	/** To take what it was sent, or, if its connection has closed, to be told of that by its 'close'. */
	#awaitClient(milliseconds: number): void {
		this.#state = 'flushing';
		this.#options.client.deadline = performance.now() + milliseconds;
	}
}
