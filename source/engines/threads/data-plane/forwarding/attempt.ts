import type {Agent, ClientRequest, IncomingMessage, ServerResponse} from 'node:http';
import type {Readable} from 'node:stream';
import {lookupError, noAnswer} from '../../../../model/name-answer.js';
import {Deadline} from '../../../../node-http/deadline.js';
import type {Exchange} from '../exchange.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import type {RequestBody} from '../bodies/request-body.js';
import {sendsChunks, setMayBeChunked} from '../../../../node-http/outgoing-message.js';
import {readLeniently} from '../../../../node-http/response-parser.js';
import {type AnswerHandlers, type AnswerListener, listenForAnswer} from './answer-events.js';
import {listenNoLonger, sendRequest} from './http-proxy.js';
import type {BackendTarget} from './backend-target.js';
import type {ForwarderContext} from './forwarder-context.js';

export type AttemptOptions = {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly body: RequestBody | undefined;
	readonly exchange: Exchange;
	readonly target: BackendTarget;
	readonly agent: Agent;
	/** Whether the connection that it goes by stands already. */
	readonly isConnected: boolean;
	/** Whether the exchange has had attempts before. */
	readonly isRetry: boolean;
	readonly context: Pick<ForwarderContext, 'names' | 'maxResponseHeaderBytes' | 'traffic'>;
};

export type AttemptHandlers = AnswerHandlers & {
	/** The time for the request or its answer is up; `failure` is what the backend is blamed for. */
	refuse(answer: LocalReply, failure?: string): void;
};

/** With these, backends may insist on a length even of nothing (RFC 9110 §8.6). */
export const anticipatesContent = new Set(['POST', 'PUT', 'PATCH']);

export const connectTimeoutError = (): NodeJS.ErrnoException => Object.assign(new Error('no connection in time'), {code: 'ECONNECT_TIMEOUT'});

/** One attempt to have one backend answer a request: from the wait for a connection until the answer begins. */
export class Attempt implements AnswerListener {
	/** One at a time: for the connection, then the body's next piece, then the response, then what its listener makes of it. */
	readonly deadline = new Deadline();
	readonly handlers: AttemptHandlers;
	readonly #options: AttemptOptions;
	#upstream: ClientRequest | undefined;
	#isConnected: boolean;
	#isOpen = true;
	#isDetached = false;

	constructor(options: AttemptOptions, handlers: AttemptHandlers) {
		this.#options = options;
		this.handlers = handlers;
		this.#isConnected = options.isConnected;
	}

	/** Whether its connection stands; until then the backend cannot have seen anything of the request. */
	get isConnected(): boolean {
		return this.#isConnected;
	}

	/** Whether its connection had carried another exchange before. */
	get reusedSocket(): boolean {
		return this.#upstream?.reusedSocket ?? false;
	}

	/** Whether its connection speaks another protocol by now. */
	get isDetached(): boolean {
		return this.#isDetached;
	}

	/** Whether it still waits for an answer. */
	get isCurrent(): boolean {
		return this.#isOpen && !this.#options.exchange.finished;
	}

	/** Whether the body goes to the backend in chunks. */
	get isChunked(): boolean {
		return sendsChunks(this.#upstream!);
	}

	begin(): void {
		const {request, response, target, agent, isRetry, context} = this.#options;
		this.deadline.start(this.#onConnectTimeout, context.traffic().connectTimeoutMs);
		try {
			sendRequest(request, response, {
				target, agent, isPipedItself: this.#isPipedItself, onRequest: this.#onRequest, onFailure: this.#fail,
			});
			if (isRetry) {
				listenNoLonger(request, response);
			}
		} catch (error) {
			this.#fail(error as NodeJS.ErrnoException);
		}
	}

	/** Its answer has begun to go to the client. */
	answered(): void {
		this.#isOpen = false;
	}

	/** Gives up its request. */
	end(): void {
		this.#isOpen = false;
		this.deadline.clear();
		if (!this.#isDetached) {
			this.#upstream?.destroy();
		}
	}

	/** Leaves the connection to the protocol that it has been switched to. */
	detach(): void {
		this.#isDetached = true;
	}

	/**
	Whether its end is that of the client's request, which spares it a stream that does nothing but end. The end would come
	too early where an agent lets requests wait for a connection, and might not come where Node has handed the client's over.
	*/
	get #isPipedItself(): boolean {
		const {body, request, agent} = this.#options;
		return body === undefined && agent.maxSockets === Infinity && (request as {readonly upgrade?: boolean | null}).upgrade !== true;
	}

	readonly #onRequest = (upstream: ClientRequest, body: Readable): void => {
		if (!this.isCurrent) {
			upstream.destroy();
			return;
		}

		this.#upstream = upstream;
		listenForAnswer(upstream, this);
		if (this.#options.body === undefined) {
			// Node would tell a length of nothing with any method that it does not know to be without a body.
			setMayBeChunked(upstream, anticipatesContent.has(upstream.method));
		}

		const socket = upstream.socket!;
		readLeniently(socket, this.#options.context.maxResponseHeaderBytes);
		const {attempts} = this.#options.exchange;
		const isTls = 'encrypted' in socket;
		attempts.connectionAssigned(!socket.connecting, isTls);
		if (!socket.connecting) {
			this.#onConnected(upstream, body);
			return;
		}

		socket.once('connect', () => {
			attempts.connected();
			if (!isTls) {
				this.#onConnected(upstream, body);
			}
		});
		// A TLS handshake that fails has not carried anything of the request either.
		socket.once('secureConnect', () => {
			attempts.secured();
			this.#onConnected(upstream, body);
		});
	};

	#onConnected(upstream: ClientRequest, body: Readable): void {
		if (!this.isCurrent) {
			return;
		}

		this.#isConnected = true;
		const {body: requestBody, context} = this.#options;
		if (requestBody === undefined) {
			if (!this.#isPipedItself) {
				body.push(null);
			}

			this.#awaitResponse();
			return;
		}

		this.deadline.start(this.#onBodyIdle, context.traffic().idleTimeoutMs);
		requestBody.sendTo(upstream, body, {onProgress: this.onProgress, onSent: this.#onBodySent});
	}

	/** Something has moved, in either direction. */
	readonly onProgress = (): void => {
		this.deadline.refresh();
	};

	/** The backend's time to answer runs from the last byte it was given. */
	readonly #onBodySent = (): void => {
		if (this.isCurrent) {
			this.#awaitResponse();
		}
	};

	#awaitResponse(): void {
		this.deadline.start(this.#onResponseTimeout, this.#options.context.traffic().responseTimeoutMs);
	}

	readonly #onConnectTimeout = (): void => {
		const {context: {names}, target: {hostname}} = this.#options;
		this.#fail(names.isAwaited(hostname) ? lookupError(hostname, noAnswer) : connectTimeoutError());
	};

	readonly #onResponseTimeout = (): void => {
		this.handlers.refuse(localReplies.responseTimeout, 'no response in time');
	};

	readonly #onBodyIdle = (): void => {
		if (!this.#isOpen) {
			return;
		}

		if (this.#options.body!.awaitsBackendSince === undefined) {
			this.handlers.refuse(localReplies.requestTimeout);
		} else {
			this.handlers.refuse(localReplies.idleTimeout, 'request not accepted in time');
		}
	};

	readonly #fail = (error: NodeJS.ErrnoException): void => {
		if (this.isCurrent) {
			this.handlers.onFailure(error);
		}
	};
}
