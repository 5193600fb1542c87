import type {Buffer} from 'node:buffer';
import {lookupError, noAnswer} from '../../../../model/name-answer.js';
import type {PoolMember} from '../../../../model/pool.js';
import type {Exchange} from '../exchange.js';
import {connectTimeoutError} from '../forwarding/attempt.js';
import {invalidResponse} from '../forwarding/backend-failure.js';
import {backendTarget} from '../forwarding/backend-target.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import {AnswerRelay} from './answer-relay.js';
import type {AttemptOutcomes} from './attempt-outcomes.js';
import {
	type AttemptPhase,
	isTransfer,
	lateReply,
	phaseMs,
} from './attempt-phase.js';
import type {BackendConnection, BackendUser} from './backend-connection.js';
import type {ClientSide} from './client-side.js';
import type {FastLaneContext} from './fast-lane-context.js';
import {onceTaken} from './once-taken.js';
import type {RequestRelay} from './request-relay.js';
import type {RewritableRequest} from './request-text.js';

/** What a backend is taken to have said that closes its connection without an answer; the code is Node's. */
const hungUp = (): NodeJS.ErrnoException => Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'});

/** The same for all attempts of an exchange. */
export type LaneAttemptOptions = {
	readonly lane: FastLaneContext;
	readonly client: ClientSide;
	readonly exchange: Exchange;
	readonly method: string;
	/** The head, as all backends get it or as it is rewritten for each. */
	readonly head: string | RewritableRequest;
};

/**
One attempt of the fast lane to have one backend answer a request.

    connecting ──▶ sending ──▶ awaiting ──▶ answering ──▶ over
         └────────────┴───────────┴── failed ───┴──────────┘
*/
export class LaneAttempt implements BackendUser {
	readonly #options: LaneAttemptOptions;
	readonly #request: RequestRelay;
	readonly #outcomes: AttemptOutcomes;
	readonly #answer: AnswerRelay;
	#backend!: PoolMember;
	#connection: BackendConnection | undefined;
	#phase: AttemptPhase = 'connecting';

	constructor(options: LaneAttemptOptions, request: RequestRelay, outcomes: AttemptOutcomes) {
		const {lane, client, exchange, method} = options;
		this.#options = options;
		this.#request = request;
		this.#outcomes = outcomes;
		this.#answer = new AnswerRelay(lane, client, exchange, method);
	}

	/** Whether its connection stands; until then the backend cannot have seen anything of the request. */
	get isConnected(): boolean {
		return this.#phase !== 'connecting';
	}

	/** Whether its connection had carried another exchange before. */
	get isReused(): boolean {
		return this.#connection?.isReused === true;
	}

	/** Whether its answer has begun to go to the client. */
	get isAnswered(): boolean {
		return this.#phase === 'answering';
	}

	/** @param needsFreshConnection - After one idle connection has proved stale, others may be, too. */
	begin(backend: PoolMember, needsFreshConnection: boolean): void {
		const {client, exchange} = this.#options;
		this.#backend = backend;
		this.#connection = client.backends.take(backendTarget(backend), this, needsFreshConnection);
		const {isReused} = this.#connection;
		exchange.attempts.connectionAssigned(isReused, false);
		if (isReused) {
			this.#send();
		} else {
			this.#setPhase('connecting');
		}
	}

	/** Gives up its connection. */
	end(): void {
		const connection = this.#connection;
		this.#connection = undefined;
		connection?.destroy();
	}

	/** Gives back its connection, which another exchange can have if all was as it should be. */
	release(): void {
		const {client} = this.#options;
		const request = this.#request;
		const connection = this.#connection!;
		const {isPersistent, keepAliveSeconds} = this.#answer;
		if (isPersistent && !request.isUploading && !request.isRefused && connection.socket.writableLength === 0) {
			this.#connection = undefined;
			client.backends.release(connection, keepAliveSeconds);
		} else {
			this.end();
		}
	}

	onConnected(): void {
		this.#options.exchange.attempts.connected();
		this.#send();
	}

	#send(): void {
		const {lane: {changes}, exchange, head} = this.#options;
		this.#phase = 'sending';
		const text = typeof head === 'string'
			? head
			: head.text(fields => {
				changes.changeRequest(fields, exchange, this.#backend);
			});
		this.#onSent(this.#request.begin(text, this.#connection!));
	}

	/** The next piece of the body. */
	takeBody(piece: Buffer): void {
		this.#onSent(this.#request.take(piece, this.#connection));
	}

	#onSent(problem: LocalReply | undefined): void {
		if (problem !== undefined) {
			this.#outcomes.cut(problem);
		} else if (this.#phase === 'sending' && !this.#request.isUploading) {
			// The backend's time to answer runs from the last byte it was given.
			this.#setPhase('awaiting');
		} else {
			this.#refresh();
		}
	}

	onBytes(bytes: Buffer, end: number, isOwn: boolean): boolean {
		const answer = this.#answer;
		const outcome = answer.take(bytes, end, this.#request.isUploading, isOwn);
		const isHeld = isOwn && this.#options.client.socket.writableLength > 0;
		if (isHeld) {
			this.#connection!.lend(this.#options.client.socket);
		}

		switch (outcome) {
			case 'unfinished': {
				return this.#onUnfinished(isHeld, end === bytes.length);
			}

			case 'whole': {
				this.#outcomes.onWhole();
				break;
			}

			case 'switched': {
				this.#outcomes.refuse(localReplies.invalidResponse, 'unrequested protocol switch');
				break;
			}

			case 'malformed':
			case 'oversized': {
				this.#fail(invalidResponse(outcome === 'malformed' ? 'HPE_INVALID_CONSTANT' : 'HPE_HEADER_OVERFLOW'));
			}
		}

		return true;
	}

	/** @returns Whether more may be read. */
	#onUnfinished(isHeld: boolean, isFull: boolean): boolean {
		if (!this.#answer.isBegun) {
			return true;
		}

		const {client: {socket}} = this.#options;
		const connection = this.#connection!;
		this.#setPhase('answering');
		if (isHeld) {
			onceTaken(socket, this, () => {
				if (this.#connection === connection) {
					this.#refresh();
					connection.reclaim();
				}
			});
			return false;
		}

		if (isFull && this.#answer.isLong) {
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
			this.#setPhase('awaiting');
		}
	}

	onBackendEnd(): void {
		if (this.#answer.endsWithConnection) {
			this.#answer.end();
			this.#outcomes.onWhole();
		} else {
			this.#fail(hungUp());
		}
	}

	onBackendClosed(error: NodeJS.ErrnoException | undefined): void {
		this.#fail(error ?? hungUp());
	}

	onFault(): void {
		this.#outcomes.onFault();
	}

	/** The client takes more again. */
	onClientDrain(): void {
		if (this.#phase === 'answering') {
			this.#refresh();
			this.#connection!.resume();
		}
	}

	/** The time for what it waits for is up. */
	onDeadline(): void {
		const {lane: {names}} = this.#options;
		switch (this.#phase) {
			case 'connecting': {
				const {hostname} = backendTarget(this.#backend);
				this.#fail(names.isAwaited(hostname) ? lookupError(hostname, noAnswer) : connectTimeoutError());
				break;
			}

			case 'sending':
			case 'awaiting': {
				this.#outcomes.refuse(...lateReply(this.#phase, this.#request.awaitsBackendSince !== undefined));
				break;
			}

			case 'answering': {
				this.#outcomes.onAnswerIdle();
				break;
			}
		}
	}

	#fail(error: NodeJS.ErrnoException): void {
		if (this.#answer.isBegun) {
			this.#outcomes.onBroken();
		} else {
			this.#outcomes.onFailure(error);
		}
	}

	#setPhase(phase: AttemptPhase): void {
		this.#phase = phase;
		this.#startTime();
	}

	#refresh(): void {
		if (isTransfer(this.#phase)) {
			this.#startTime();
		}
	}

	#startTime(): void {
		this.#options.client.deadline = performance.now() + phaseMs(this.#phase, this.#options.lane.traffic());
	}
}
