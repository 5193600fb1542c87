import type {Buffer} from 'node:buffer';
import {lookupError, noAnswer} from '../../../../model/name-answer.js';
import type {PoolMember} from '../../../../model/pool.js';
import type {Waiter} from '../dispatcher.js';
import type {Exchange} from '../exchange.js';
import {connectTimeoutError} from '../forwarding/attempt.js';
import {describeFailure, isOwnFault} from '../forwarding/backend-failure.js';
import {backendTarget} from '../forwarding/backend-target.js';
import {mayRetry} from '../forwarding/retry.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import type {LiveForwarding} from '../recording/live-exchanges.js';
import {AnswerRelay} from './answer-relay.js';
import type {BackendConnection, BackendUser} from './backend-connection.js';
import type {ClientSide} from './client-side.js';
import type {LaneContext} from './lane-context.js';
import type {MessageBody} from './message-body.js';
import {RequestRelay} from './request-relay.js';
import type {RewritableRequest} from './request-text.js';
import {sendReply} from './send-reply.js';

/** To read a longer body away costs more than a new connection. */
const maxDiscardedBytes = 65_536;
/** How long a client has to take what it was sent of an answer that broke off. */
const lastBytesMs = 5000;

/** What a backend is taken to have said that closes its connection without an answer; the code is Node's. */
const hungUp = (): NodeJS.ErrnoException => Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'});

/** As Node's parser calls it. */
const unreadable = (code: 'HPE_INVALID_CONSTANT' | 'HPE_HEADER_OVERFLOW'): NodeJS.ErrnoException => Object.assign(new Error('invalid response'), {code});

type Phase = 'waiting' | 'connecting' | 'sending' | 'awaiting' | 'answering' | 'flushing' | 'over';

export type CarriageOptions = {
	readonly lane: LaneContext;
	readonly client: ClientSide;
	readonly exchange: Exchange;
	readonly method: string;
	/** Its head, as all backends get it or as it is rewritten for each. */
	readonly request: string | RewritableRequest;
	readonly body: MessageBody | undefined;
	/** What it says of the body's length. */
	readonly contentLength: number;
};

/**
Carries one exchange to a backend and, where nothing can have been acted on, to another: the fast lane's `Forwarding`.

    waiting ──▶ connecting ──▶ sending ──▶ awaiting ──▶ answering ──▶ flushing ──▶ over
       ▲            └─ failed ────┴────────────┤                          ▲
       └───────────────────────── again ───────┴──── refused ─────────────┘
*/
export class Carriage implements Waiter, LiveForwarding, BackendUser {
	readonly exchange: Exchange;
	readonly #options: CarriageOptions;
	readonly #request: RequestRelay;
	readonly #forget: () => void;
	#phase: Phase = 'waiting';
	#backend: PoolMember | undefined;
	#connection: BackendConnection | undefined;
	#answer: AnswerRelay | undefined;
	#isConnected = false;
	/** After one idle connection has proved stale, others may be, too. */
	#needsFreshConnection = false;
	/** Why the last attempt failed, if one did. */
	#failure: LocalReply | undefined;

	constructor(options: CarriageOptions) {
		const {lane, client, exchange, body} = options;
		this.#options = options;
		this.exchange = exchange;
		this.#request = new RequestRelay(lane, client, exchange, body);
		this.#forget = lane.live.add({exchange, forwarding: this});
	}

	/** How long it has waited for its backend's answer, in milliseconds; undefined when it does not, or waits for its client. */
	get waitedMs(): number | undefined {
		if (this.#isAnswered || this.exchange.backend === undefined) {
			return undefined;
		}

		const hasBodySent = this.#request.body !== undefined && this.#isConnected;
		const since = hasBodySent ? this.#request.awaitsBackendSince : this.exchange.attempts.startedAt;
		return since === undefined ? undefined : performance.now() - since;
	}

	/** Whether more of the body is wanted. */
	get takesBody(): boolean {
		return this.#request.isUploading && this.#phase !== 'waiting' && this.#phase !== 'connecting';
	}

	get #isAnswered(): boolean {
		return this.#phase === 'answering' || this.#isEnding;
	}

	get #isEnding(): boolean {
		return this.#phase === 'flushing' || this.#phase === 'over';
	}

	/** Finds a backend and tries it, and another where that makes sense; the outcome reaches the client and the exchange, whatever it is. */
	begin(): void {
		const {dispatcher} = this.#options.lane;
		this.#setPhase('waiting', Infinity);
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
		const {lane, client, method} = this.#options;
		this.#backend = backend;
		this.#isConnected = false;
		this.#setPhase('connecting', lane.traffic().connectTimeoutMs);
		this.#answer = new AnswerRelay(lane, client, this.exchange, method);
		this.#connection = lane.pool.take(backendTarget(backend), this, this.#needsFreshConnection);
		const {isReused} = this.#connection;
		this.exchange.attempts.connectionAssigned(isReused, false);
		if (isReused) {
			this.#send();
		}
	}

	onConnected(): void {
		this.exchange.attempts.connected();
		this.#send();
	}

	#send(): void {
		const {lane: {changes, traffic}, client, request} = this.#options;
		this.#isConnected = true;
		this.#setPhase('sending', traffic().idleTimeoutMs);
		const head = typeof request === 'string' ? request : request.text(changes.request(request.headers, this.exchange, this.#backend!));
		this.#onSent(this.#request.begin(head, this.#connection!));
		if (this.#request.isUploading) {
			client.resume();
		}
	}

	/** The next piece of the body. */
	takeBody(piece: Buffer): void {
		this.#onSent(this.#request.take(piece, this.#connection));
	}

	#onSent(problem: LocalReply | undefined): void {
		if (problem !== undefined) {
			this.cut(problem);
		} else if (this.#phase === 'sending' && !this.#request.isUploading) {
			this.#awaitAnswer();
		} else if (this.#phase === 'sending' || this.#phase === 'answering') {
			this.#refresh();
		}
	}

	/** The backend's time to answer runs from the last byte it was given. */
	#awaitAnswer(): void {
		this.#setPhase('awaiting', this.#options.lane.traffic().responseTimeoutMs);
	}

	onBytes(bytes: Buffer, end: number, isOwn: boolean): boolean {
		const answer = this.#answer!;
		const outcome = answer.take(bytes, end, this.#request.isUploading, isOwn);
		const isHeld = isOwn && this.#options.client.socket.writableLength > 0;
		if (isHeld) {
			this.#connection!.lend();
		}

		switch (outcome) {
			case 'unfinished': {
				return this.#onUnfinished(isHeld, end === bytes.length);
			}

			case 'whole': {
				this.#onWhole();
				break;
			}

			case 'switched': {
				this.refuse(localReplies.invalidResponse, 'unrequested protocol switch');
				break;
			}

			case 'malformed':
			case 'oversized': {
				if (answer.isBegun) {
					this.#break();
				} else {
					this.#onFailure(unreadable(outcome === 'malformed' ? 'HPE_INVALID_CONSTANT' : 'HPE_HEADER_OVERFLOW'));
				}
			}
		}

		return true;
	}

	#onUnfinished(isHeld: boolean, isFull: boolean): boolean {
		if (!this.#answer!.isBegun) {
			return true;
		}

		const {lane, client: {socket}} = this.#options;
		const connection = this.#connection!;
		this.#setPhase('answering', lane.traffic().idleTimeoutMs);
		if (isHeld) {
			// A 'drain' comes only where much was left.
			socket.write('', 'latin1', () => {
				if (this.#connection === connection && !socket.destroyed) {
					this.#refresh();
					connection.reclaim();
				}
			});
			return false;
		}

		if (isFull && this.#answer!.isLong) {
			connection.readAhead();
		}

		return !socket.writableNeedDrain;
	}

	onBackendDrain(): void {
		this.#request.onDrain();
		if (this.#phase === 'sending') {
			this.#refresh();
		}
	}

	/** Its answer may be there already. */
	onRefusedWrite(): void {
		this.#request.refuse();
		if (this.#phase === 'sending') {
			this.#awaitAnswer();
		}
	}

	onBackendEnd(): void {
		if (this.#answer!.endsWithConnection) {
			this.#answer!.end();
			this.#onWhole();
		} else {
			this.#onLost(hungUp());
		}
	}

	onBackendClosed(error: NodeJS.ErrnoException | undefined): void {
		this.#onLost(error ?? hungUp());
	}

	#onLost(error: NodeJS.ErrnoException): void {
		if (this.#isAnswered) {
			this.#break();
		} else {
			this.#onFailure(error);
		}
	}

	onFault(): void {
		this.cut(localReplies.internal);
	}

	/** The client takes more again. */
	onClientDrain(): void {
		if (this.#phase === 'answering') {
			this.#refresh();
			this.#connection!.resume();
		}
	}

	/** The client has left. */
	onClientClosed(): void {
		if (this.#phase === 'over') {
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

	/** The time for what it waits for is up. */
	onDeadline(): void {
		switch (this.#phase) {
			case 'connecting': {
				const {names} = this.#options.lane;
				const {hostname} = backendTarget(this.#backend!);
				this.#onFailure(names.isAwaited(hostname) ? lookupError(hostname, noAnswer) : connectTimeoutError());
				break;
			}

			case 'sending': {
				if (this.#request.awaitsBackendSince === undefined) {
					this.refuse(localReplies.requestTimeout);
				} else {
					this.refuse(localReplies.idleTimeout, 'request not accepted in time');
				}

				break;
			}

			case 'awaiting': {
				this.refuse(localReplies.responseTimeout, 'no response in time');
				break;
			}

			case 'answering':
			case 'flushing': {
				this.#onAnswerIdle();
				break;
			}

			case 'waiting':
			case 'over': {
				break;
			}
		}
	}

	#onAnswerIdle(): void {
		const {socket} = this.#options.client;
		const isClientSlow = socket.writableLength > 0;
		this.exchange.brokenOff(isClientSlow ? 'client_stalled' : 'idle_timeout');
		// What the client does not take cannot be waited for; otherwise the break tells it that the end is missing.
		if (isClientSlow || this.#phase === 'flushing') {
			socket.resetAndDestroy();
		} else {
			this.#break();
		}
	}

	/** All of the answer has come. */
	#onWhole(): void {
		const connection = this.#connection!;
		const {isPersistent, keepAliveSeconds} = this.#answer!;
		this.#connection = undefined;
		if (isPersistent && !this.#request.isUploading && !this.#request.isRefused && connection.socket.writableLength === 0) {
			this.#options.lane.pool.release(connection, keepAliveSeconds);
		} else {
			connection.destroy();
		}

		this.#flush();
	}

	/** The accounts are closed once the client's connection has taken all of the answer. */
	#flush(): void {
		const {client: {socket}, lane} = this.#options;
		this.#setPhase('flushing', lane.traffic().idleTimeoutMs);
		if (socket.destroyed) {
			// Told by its 'close'.
			return;
		}

		if (socket.writableLength === 0) {
			this.#finish();
			return;
		}

		// A 'drain' comes only where much was left.
		socket.write('', 'latin1', () => {
			if (this.#phase === 'flushing' && !socket.destroyed) {
				this.#finish();
			}
		});
	}

	#finish(): void {
		const {lane, client} = this.#options;
		this.#setPhase('over', Infinity);
		this.exchange.finish();
		this.#forget();
		lane.dispatcher.advance();
		client.onExchangeEnd();
	}

	/** Ends the client's connection, so that a broken answer cannot be taken for a whole one: each says itself where it ends. */
	#break(): void {
		this.exchange.responseBroke();
		this.#endConnection();
		this.#setPhase('flushing', lastBytesMs);
		// What was sent already still arrives.
		this.#options.client.socket.destroySoon();
	}

	#onFailure(error: NodeJS.ErrnoException): void {
		const {lane} = this.#options;
		const {isReused} = this.#connection!;
		const isConnected = this.#isConnected;
		const {answer, reason} = describeFailure(error, isConnected);
		if (isOwnFault(error)) {
			this.refuse(answer);
			return;
		}

		if (!isConnected) {
			lane.onUnreachable(this.#backend!, reason, 'no-answer');
			if (this.exchange.attempts.isTrial) {
				this.#withdraw();
				return;
			}
		}

		this.#failure = answer;
		this.#needsFreshConnection = isConnected && isReused;
		// Nothing was sent, so it can wait like one that finds none available.
		const isWaiter = !isConnected && lane.dispatcher.mayAwaitBackend;
		if (!this.#mayRetry(isReused) && !isWaiter) {
			this.refuse(answer, reason);
			return;
		}

		this.#endAttempt(reason);
		this.begin();
	}

	#mayRetry(isReused: boolean): boolean {
		const {lane, method, body} = this.#options;
		return this.exchange.attempts.tried.length <= lane.traffic().retries
			&& mayRetry({method, connected: this.#isConnected, reusedSocket: isReused, hasBody: body !== undefined})
			&& lane.dispatcher.mayRetry();
	}

	/** A backend that is down is no more than that: the exchange goes on as if it had not been tried. */
	#withdraw(): void {
		this.#endConnection();
		this.#needsFreshConnection = false;
		this.exchange.attempts.withdraw();
		this.begin();
	}

	#endAttempt(failure: string | undefined): void {
		this.#endConnection();
		this.exchange.attempts.end(failure);
		this.#options.lane.dispatcher.advance();
	}

	#endConnection(): void {
		const connection = this.#connection;
		this.#connection = undefined;
		connection?.destroy();
	}

	#setPhase(phase: Phase, milliseconds: number): void {
		this.#phase = phase;
		this.#options.client.deadline = performance.now() + milliseconds;
	}

	#refresh(): void {
		this.#options.client.deadline = performance.now() + this.#options.lane.traffic().idleTimeoutMs;
	}
}
