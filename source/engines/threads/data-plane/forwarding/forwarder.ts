import type {Buffer} from 'node:buffer';
import type http from 'node:http';
import type {Agent, IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {HealthFailure} from '../../../../model/health-failure.js';
import type {DnsCache} from '../../../../model/dns-cache.js';
import type {PoolMember, Policy, TrafficSettings} from '../../../../model/pool.js';
import {onBrokenBody} from '../bodies/broken-body.js';
import type {Dispatcher} from '../dispatcher.js';
import type {Exchange} from '../exchange.js';
import type {HeaderRewriting} from '../headers/header-rewriting.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import {sendLocalReply} from '../send-local-reply.js';
import {RequestBody} from '../bodies/request-body.js';
import type {RequestHeaders} from '../headers/request-headers.js';
import {acceptUpgrade, type Tunnel} from '../upgrades/tunnel.js';
import type {Tunnels} from '../upgrades/tunnels.js';
import {isAskedFor} from '../upgrades/upgrade-protocol.js';
import {mayRetry} from './retry.js';
import {relayResponse} from './response-relay.js';
import {loginEnded, type PrivateConnection, type PrivateConnections} from './private-connections.js';
import {relayInterimResponse} from './interim-response.js';
import {carriesLogin} from './connection-login.js';
import {type BackendTarget, backendTarget} from './backend-target.js';
import {describeFailure, isOwnFault} from './backend-failure.js';
import type {BackendAgents} from './backend-agents.js';
import {Attempt, type AttemptHandlers} from './attempt.js';

/** What the forwardings of a worker share. */
export type ForwarderContext = {
	readonly dispatcher: Dispatcher;
	readonly agents: BackendAgents;
	readonly names: DnsCache;
	readonly privateConnections: PrivateConnections;
	readonly tunnels: Tunnels;
	readonly changes: HeaderRewriting;
	/** By which this proxy is known in `Via`. */
	readonly pseudonym: string;
	/** Of a request body; undefined for any number. */
	readonly maxBodyBytes: number | undefined;
	/** Of the head of a response. */
	readonly maxResponseHeaderBytes: number;
	readonly traffic: () => TrafficSettings;
	/** Traffic could not connect to a backend. */
	readonly onUnreachable: (backend: PoolMember, reason: string, failure: HealthFailure) => void;
};

/** The client's connection and the bytes read ahead, of a request that asks to switch protocols. */
export type UpgradeRequest = {
	readonly protocol: string;
	readonly socket: Socket;
	readonly head: Buffer;
};

/** Carries one exchange to a backend and, where nothing can have been acted on, to another. */
export class Forwarding implements AttemptHandlers {
	readonly exchange: Exchange;
	readonly #context: ForwarderContext;
	readonly #request: IncomingMessage;
	/** What any backend gets. */
	readonly #headers: RequestHeaders;
	readonly #response: ServerResponse;
	readonly #upgrade: UpgradeRequest | undefined;
	readonly #body: RequestBody | undefined;
	#backend: PoolMember | undefined;
	#attempt: Attempt | undefined;
	#incoming: IncomingMessage | undefined;
	#tunnel: Tunnel | undefined;
	/** By which it goes if the client's connection has logged in there, or is about to. */
	#private: PrivateConnection | undefined;
	#isRetry = false;
	#answered = false;
	/** After one pooled connection has proved stale, others may be, too. */
	#freshConnection = false;
	/** A person has said which backend gets it. */
	#isPinned = false;
	/** Why the last try failed, if one did. */
	#failure: LocalReply | undefined;

	/** @param request - With the target and the header fields that go on, see `Admission`. */
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
		if (this.#body !== undefined) {
			onBrokenBody(response, this.cut);
		}
	}

	/** Finds a backend and tries it, and another where that makes sense; the outcome reaches the client and the exchange, whatever it is. */
	begin(): void {
		const {dispatcher, privateConnections} = this.#context;
		this.#private = privateConnections.carry(this.#request.socket, this.#response);
		if (this.#private?.isEnding) {
			this.refuse(loginEnded);
			return;
		}

		this.exchange.loggedInAt = this.#private;
		const backend = dispatcher.assign(this.exchange, this.#freshConnection ? this.#backend : undefined);
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

	/** Tries this backend and no other, on a connection of its own. */
	beginAt(backend: PoolMember, policy: Policy): void {
		this.#isPinned = true;
		this.#freshConnection = true;
		this.exchange.attempts.chosen({policy, kind: 'asked', available: 1});
		this.exchange.attempts.begin(backend);
		this.start(backend);
	}

	/** Tries a backend that the exchange has been assigned to. */
	start(backend: PoolMember): void {
		this.#backend = backend;
		const target = backendTarget(backend);
		this.#request.headers = this.#context.changes.request(this.#headers, this.exchange, backend);
		if (!this.#isPinned && this.#private === undefined && carriesLogin(this.#request.headers as RequestHeaders)) {
			this.#private = this.#context.privateConnections.open(this.#request.socket, this.#response, {backend, isOnTrial: this.exchange.attempts.isTrial});
		}

		const {names, maxResponseHeaderBytes, traffic} = this.#context;
		this.#attempt = new Attempt({
			request: this.#request,
			response: this.#response,
			body: this.#body,
			exchange: this.exchange,
			target,
			agent: this.#agentFor(target),
			isConnected: this.#private?.isEstablished ?? false,
			isRetry: this.#isRetry,
			names,
			maxResponseHeaderBytes,
			traffic,
		}, this);
		this.#attempt.begin();
	}

	/** Ends the current try and answers in the backend's place. */
	refuse(answer: LocalReply, failure?: string): void {
		this.#endTry(failure);
		sendLocalReply(this.exchange, this.#response, answer);
	}

	/** The exchange has ended: whatever is still under way for it is of no use any more. */
	cancel(): void {
		this.#context.dispatcher.forget(this);
		this.#attempt?.end();
	}

	/** Ends it now: with this answer if nothing was sent yet, by breaking off otherwise. No backend is blamed. */
	readonly cut = (answer: LocalReply): void => {
		if (!this.#answered) {
			this.refuse(answer);
			return;
		}

		this.exchange.brokenOff(answer.code);
		if (this.#tunnel === undefined) {
			this.#request.socket.destroy();
		} else {
			this.#tunnel.close();
		}
	};

	/** How long it has waited for its backend's answer, in milliseconds; undefined when it does not, or waits for its client. */
	get waitedMs(): number | undefined {
		const {attempts, finished, backend} = this.exchange;
		if (this.#answered || finished || backend === undefined) {
			return undefined;
		}

		const since = this.#body === undefined || this.#attempt?.isConnected !== true ? attempts.startedAt : this.#body.awaitsBackendSince;
		return since === undefined ? undefined : performance.now() - since;
	}

	#agentFor(target: BackendTarget): Agent {
		const {agents} = this.#context;
		if (this.#private !== undefined) {
			return this.#private.agent;
		}

		return this.#freshConnection || this.#upgrade !== undefined ? agents.single(target) : agents.pooled(target);
	}

	onResponse(incoming: IncomingMessage): void {
		const {changes, pseudonym, traffic} = this.#context;
		if (!relayResponse(incoming, this.#response, this.exchange, {changes, pseudonym, login: this.#private, onProgress: this.#attempt!.onProgress})) {
			this.refuse(localReplies.invalidResponse, 'invalid answer');
			return;
		}

		this.#setAnswered();
		this.#incoming = incoming;
		this.#attempt!.deadline.start(this.#onResponseIdle, traffic().idleTimeoutMs);
	}

	#setAnswered(): void {
		this.#answered = true;
		this.#attempt!.answered();
	}

	onInterimResponse(interim: http.InformationEvent): void {
		// RFC 9110 §15.2.2: a server switches protocols only if it was asked to.
		if (interim.statusCode === 101) {
			this.refuse(localReplies.invalidResponse, 'switched protocols without being asked to');
		} else if (!relayInterimResponse(interim, this.#response)) {
			this.refuse(localReplies.invalidResponse, 'invalid answer');
		}
	}

	onUpgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): void {
		if (this.#upgrade === undefined || !isAskedFor(incoming.headers.upgrade ?? '', this.#upgrade.protocol)) {
			socket.destroy();
			this.refuse(localReplies.invalidResponse, 'switched protocols without being asked to');
			return;
		}

		this.#private?.becomeTunnel();
		if (this.#body === undefined || this.#body.isSent) {
			this.#switchProtocols(incoming, socket, head, this.#upgrade);
		} else {
			if (head.length === 0) {
				// Comes only if nothing of the new protocol does: the backend has left, though its connection may look half-open.
				socket.once('end', () => {
					if (!this.#answered) {
						socket.destroy();
					}
				});
			}

			this.#sendRestBefore(socket, () => {
				this.#switchProtocols(incoming, socket, head, this.#upgrade!);
			});
		}
	}

	/** RFC 9110 §7.8: the new protocol begins behind the whole request. */
	#sendRestBefore(socket: Socket, onSent: () => void): void {
		const isWaiting = (): boolean => !this.#answered && !this.exchange.finished;
		this.#body!.sendRestTo(socket, this.#attempt!.isChunked, () => {
			if (isWaiting()) {
				onSent();
			}
		});
		// Node has nothing more to do with the connection.
		this.#attempt!.detach();
		// Followed by 'close'.
		socket.on('error', () => {});
		socket.once('close', () => {
			if (isWaiting()) {
				this.onFailure(new Error('closed before it had the whole request'));
			}
		});
		this.#response.once('close', () => {
			if (!this.#answered) {
				socket.destroy();
			}
		});
	}

	#switchProtocols(incoming: IncomingMessage, socket: Socket, head: Buffer, client: UpgradeRequest): void {
		try {
			acceptUpgrade(incoming, this.#response, client.socket, this.exchange, this.#context);
		} catch {
			socket.destroy();
			this.refuse(localReplies.invalidResponse, 'invalid answer');
			return;
		}

		this.#attempt!.deadline.clear();
		this.#setAnswered();
		this.exchange.responseStarted(101);
		const {idleTimeoutMs, tunnelIdleTimeoutMs} = this.#context.traffic();
		this.#tunnel = this.#context.tunnels.open({
			exchange: this.exchange,
			client,
			backend: {socket, head},
			protocol: incoming.headers.upgrade ?? '',
			times: {idleMs: tunnelIdleTimeoutMs, halfOpenMs: idleTimeoutMs},
		});
	}

	readonly #onResponseIdle = (): void => {
		const response = this.#response;
		const isClientSlow = response.writableLength > 0;
		this.exchange.brokenOff(isClientSlow ? 'client_stalled' : 'idle_timeout');
		// What the client does not take cannot be waited for; otherwise the break tells it that the end is missing.
		if (isClientSlow || this.#incoming!.complete) {
			response.socket?.resetAndDestroy();
		} else {
			this.#incoming!.destroy();
		}
	};

	#endTry(failure: string | undefined): void {
		this.#endAttempt();
		this.exchange.attempts.end(failure);
		this.#context.dispatcher.advance();
	}

	/** A backend that is down is no more than that: the exchange goes on as if it had not been tried. */
	#withdraw(): void {
		this.#endAttempt();
		this.#freshConnection = false;
		this.exchange.attempts.withdraw();
		this.begin();
	}

	#endAttempt(): void {
		const attempt = this.#attempt;
		if (attempt === undefined) {
			return;
		}

		this.#attempt = undefined;
		this.#isRetry = true;
		if (!attempt.isDetached) {
			this.#endPrivate();
		}

		attempt.end();
	}

	/** A try has failed. A client that was told nothing yet may log in elsewhere; from where it has logged in, nothing leads on. */
	#endPrivate(): void {
		if (this.#private?.isEstablished) {
			this.#private.end();
		} else {
			this.#private?.release();
		}
	}

	onFailure(error: NodeJS.ErrnoException): void {
		const attempt = this.#attempt;
		if (attempt === undefined) {
			// Refused meanwhile.
			return;
		}

		const {isConnected, reusedSocket} = attempt;
		const {answer, reason} = describeFailure(error, isConnected);
		if (isOwnFault(error)) {
			this.refuse(answer);
			return;
		}

		if (!isConnected) {
			this.#context.onUnreachable(this.#backend!, reason, answer === localReplies.tlsFailed ? 'wrong-answer' : 'no-answer');
			if (this.exchange.attempts.isTrial) {
				this.#withdraw();
				return;
			}
		}

		this.#failure = answer;
		this.#freshConnection = isConnected && reusedSocket;
		const isBound = this.#isPinned || this.#private?.isEstablished === true;
		const isRetry = !isBound && this.exchange.attempts.tried.length <= this.#context.traffic().retries && mayRetry({
			method: this.#request.method!,
			connected: isConnected,
			reusedSocket,
			hasBody: this.#body !== undefined,
		}) && this.#context.dispatcher.mayRetry();
		// Nothing was sent, so it can wait like one that finds none available.
		const isWaiter = !isBound && !isConnected && this.#context.dispatcher.mayAwaitBackend;
		if (!isRetry && !isWaiter) {
			this.refuse(answer, reason);
			return;
		}

		this.#endTry(reason);
		this.begin();
	}
}
