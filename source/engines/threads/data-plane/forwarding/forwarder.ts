import type {Buffer} from 'node:buffer';
import type {Agent, IncomingMessage, InformationEvent, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {PoolMember, Policy} from '../../../../model/pool.js';
import {onBrokenBody} from '../bodies/broken-body.js';
import type {Exchange} from '../exchange.js';
import {StreamResponse} from '../http2/stream-response.js';
import {unprocessed} from '../../../../node-http/http2-client/http2-request.js';
import type {LocalReply} from '../local-reply.js';
import {sendLocalReply} from '../send-local-reply.js';
import {RequestBody} from '../bodies/request-body.js';
import type {LiveForwarding} from '../recording/live-exchanges.js';
import type {RequestHeaders} from '../headers/request-headers.js';
import type {UpgradeRequest} from './protocol-switch.js';
import type {ForwarderContext} from './forwarder-context.js';
import {loginEnded, type PrivateConnection} from './private-connections.js';
import {carriesLogin} from './connection-login.js';
import type {BackendSessions} from './backend-sessions.js';
import {type BackendTarget, backendTarget} from './backend-target.js';
import {afterFailure} from './after-failure.js';
import {Answer} from './answer.js';
import type {AnswerOwner} from './answer-owner.js';
import {Attempt, type AttemptHandlers} from './attempt.js';

/** Forwards one exchange to a backend and, if a retry is safe, to another. */
export class Forwarding implements AttemptHandlers, AnswerOwner, LiveForwarding {
	place = 0;
	readonly exchange: Exchange;
	readonly #context: ForwarderContext;
	readonly #request: IncomingMessage;
	/** Before rewriting for a backend. */
	readonly #headers: RequestHeaders;
	readonly #response: ServerResponse;
	readonly #upgrade: UpgradeRequest | undefined;
	readonly #body: RequestBody | undefined;
	readonly #answer: Answer;
	#backend: PoolMember | undefined;
	#attempt: Attempt | undefined;
	/** Used after connection-based authentication. */
	#private: PrivateConnection | undefined;
	#isRetry = false;
	/** After one stale pooled connection, others may be stale as well. */
	#freshConnection = false;
	/** Whether the backend that failed can be asked again: it cannot have seen the request. */
	#mayAskAgain = false;
	/** Whether it is a replay to a given backend. */
	#isPinned = false;
	/** The local reply for the last failed attempt. */
	#failure: LocalReply | undefined;

	/** @param request - With target and header fields as admitted, see `Admission`. */
	constructor(
		context: ForwarderContext,
		exchange: Exchange,
		request: IncomingMessage,
		response: ServerResponse,
		upgrade?: UpgradeRequest,
	) {
		this.exchange = exchange;
		this.#context = context;
		this.#request = request;
		this.#response = response;
		this.#upgrade = upgrade;
		this.#headers = request.headers as RequestHeaders;
		this.#body = RequestBody.of(request, response, exchange, context.maxBodyBytes);
		this.#answer = new Answer(context, this, response, upgrade);
		if (this.#body !== undefined) {
			onBrokenBody(response, reply => {
				this.cut(reply);
			});
		}
	}

	/** Begins an attempt, or queues the exchange. In any case, the client gets a response and the exchange ends. */
	begin(): void {
		const {dispatcher, privateConnections} = this.#context;
		this.#private = privateConnections.carry(this.#request.socket, this.#response);
		if (this.#private?.isEnding) {
			this.refuse(loginEnded);
			return;
		}

		this.exchange.loggedInAt = this.#private;
		const backend = dispatcher.assign(this.exchange, this.#mayAskAgain ? this.#backend : undefined);
		if (backend !== undefined) {
			this.start(backend);
			return;
		}

		const refusal = dispatcher.wait(this);
		if (refusal === undefined) {
			// After a wait, the end of the wait decides the reply.
			this.#failure = undefined;
		} else {
			this.refuse(this.#failure ?? refusal);
		}
	}

	/** Begins the only attempt, at this backend, on a new connection. */
	beginAt(backend: PoolMember, policy: Policy): void {
		this.#isPinned = true;
		this.#freshConnection = true;
		this.exchange.attempts.chosen({policy, kind: 'replay', available: 1});
		this.exchange.attempts.begin(backend);
		this.start(backend);
	}

	/** Begins an attempt at the assigned backend. */
	start(backend: PoolMember): void {
		this.#backend = backend;
		const target = backendTarget(backend);
		this.#request.headers = this.#context.changes.request(this.#headers, this.exchange, backend);
		if (!this.#isPinned && this.#private === undefined && carriesLogin(this.#request.headers as RequestHeaders)) {
			if (this.#response instanceof StreamResponse) {
				// It authenticates a connection, which other requests share.
				this.#endFailed(undefined);
				this.#response.requireHttp1(this.exchange);
				return;
			}

			this.#private = this.#context.privateConnections.open(this.#request.socket, this.#response, {backend, isOnTrial: this.exchange.attempts.isTrial});
		}

		this.#attempt = new Attempt({
			request: this.#request,
			response: this.#response,
			body: this.#body,
			exchange: this.exchange,
			target,
			agent: this.#agentFor(target),
			sessions: this.#sessionsFor(target),
			isConnected: this.#private?.isEstablished ?? false,
			isRetry: this.#isRetry,
			context: this.#context,
		}, this);
		this.#attempt.begin();
	}

	/** Ends the current attempt and sends a local reply. */
	refuse(answer: LocalReply, failure?: string): void {
		this.#endFailed(failure);
		sendLocalReply(this.exchange, this.#response, answer);
	}

	/** The exchange has ended: aborts what is still in progress. */
	cancel(): void {
		this.#context.dispatcher.forget(this);
		this.#attempt?.end();
	}

	/** Ends it now: with this reply if nothing has been sent, otherwise by breaking off. No backend is blamed. */
	cut(answer: LocalReply): void {
		if (this.#answer.isBegun) {
			this.exchange.brokenOff(answer.code);
			this.#answer.breakOff();
		} else {
			this.refuse(answer);
		}
	}

	/** How long it has waited for its backend's response, in milliseconds; undefined if it does not, or waits for its client. */
	get waitedMs(): number | undefined {
		const {attempts, finished, backend} = this.exchange;
		if (this.#answer.isBegun || finished || backend === undefined) {
			return undefined;
		}

		const since = this.#body === undefined || this.#attempt?.isConnected !== true ? attempts.startedAt : this.#body.awaitsBackendSince;
		return since === undefined ? undefined : performance.now() - since;
	}

	#agentFor(target: BackendTarget): Agent {
		if (this.#private !== undefined) {
			return this.#private.agent;
		}

		const agents = this.#context.agents.of(this.#request.socket);
		return this.#freshConnection || this.#upgrade !== undefined ? agents.single(target) : agents.pooled(target);
	}

	/** Logins and upgrades are matters of HTTP/1.1. */
	#sessionsFor(target: BackendTarget): BackendSessions | undefined {
		const {agents, transport} = this.#context;
		const isAsked = target.isHttp2 || (transport.http2 && target.protocol === 'https:');
		return isAsked && this.#private === undefined && this.#upgrade === undefined ? agents.of(this.#request.socket).sessions : undefined;
	}

	onInterimResponse(interim: InformationEvent): void {
		this.#answer.relayInterim(interim);
	}

	onResponse(incoming: IncomingMessage): void {
		this.#answer.relay(incoming, this.#attempt!, this.#private);
	}

	onUpgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): void {
		this.#answer.switchProtocols(incoming, {socket, head}, {attempt: this.#attempt!, login: this.#private, body: this.#body});
	}

	#endFailed(failure: string | undefined): void {
		this.#endAttempt();
		this.exchange.attempts.end(failure);
		this.#context.dispatcher.advance();
	}

	#endAttempt(): void {
		const attempt = this.#attempt;
		if (attempt === undefined) {
			return;
		}

		this.#attempt = undefined;
		this.#isRetry = true;
		if (!attempt.isDetached) {
			this.#private?.attemptFailed();
		}

		attempt.end();
	}

	onFailure(error: NodeJS.ErrnoException): void {
		const attempt = this.#attempt;
		if (attempt === undefined) {
			// Refused meanwhile.
			return;
		}

		const {isConnected, reusedSocket} = attempt;
		const next = afterFailure(this.#context, this.exchange, {
			error,
			backend: this.#backend!,
			attempt: {
				method: this.#request.method!, connected: isConnected, reusedSocket, hasBody: this.#body !== undefined, isUnprocessed: error.code === unprocessed,
			},
			isBound: this.#isPinned || this.#private?.isEstablished === true,
		});
		this.#freshConnection = isConnected && reusedSocket;
		this.#mayAskAgain = this.#freshConnection || error.code === unprocessed;
		switch (next.kind) {
			case 'refuse': {
				this.refuse(next.answer, next.reason);
				break;
			}

			case 'withdraw': {
				this.#endAttempt();
				this.exchange.attempts.withdraw();
				this.begin();
				break;
			}

			case 'again': {
				this.#failure = next.answer;
				this.#endFailed(next.reason);
				this.begin();
				break;
			}
		}
	}
}
