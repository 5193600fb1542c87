import type {Agent, ClientRequest, IncomingMessage, ServerResponse} from 'node:http';
import {Readable} from 'node:stream';
import {lookupError, noAnswer} from '../../../../model/name-answer.js';
import {Deadline} from '../../../../node-http/deadline.js';
import type {Exchange} from '../exchange.js';
import {type LocalReply, localReplies} from '../local-reply.js';
import type {RequestBody} from '../bodies/request-body.js';
import {withOneContentLength} from '../headers/content-length.js';
import {sendsChunks, setMayBeChunked} from '../../../../node-http/outgoing-message.js';
import {rewriteFields} from '../../../../node-http/rewrite-fields.js';
import {readLeniently} from '../../../../node-http/response-parser.js';
import {Http2Request} from '../../../../node-http/http2-client/http2-request.js';
import {http2RequestFields} from '../headers/http2-request-fields.js';
import type {RequestHeaders} from '../headers/request-headers.js';
import {listenNoLonger, sendRequest} from './http-proxy.js';
import {type AnswerHandlers, type AnswerListener, listenForAnswer} from './answer-events.js';
import type {BackendSessions} from './backend-sessions.js';
import type {BackendTarget} from './backend-target.js';
import type {ForwarderContext} from './forwarder-context.js';

export type AttemptOptions = {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly body: RequestBody | undefined;
	readonly exchange: Exchange;
	readonly target: BackendTarget;
	readonly agent: Agent;
	/** Where a backend is asked for HTTP/2. */
	readonly sessions: BackendSessions | undefined;
	/** Whether its connection is established already. */
	readonly isConnected: boolean;
	readonly isRetry: boolean;
	readonly context: Pick<ForwarderContext, 'names' | 'maxResponseHeaderBytes' | 'traffic'>;
};

export type AttemptHandlers = AnswerHandlers & {
	/** The request or its response has timed out; `failure` is the backend's fault in words. */
	refuse(answer: LocalReply, failure?: string): void;
};

/** Methods for which backends may require a length even of an empty body (RFC 9110 §8.6). */
export const anticipatesContent = new Set(['POST', 'PUT', 'PATCH']);

export const connectTimeoutError = (): NodeJS.ErrnoException => Object.assign(new Error('no connection in time'), {code: 'ECONNECT_TIMEOUT'});

/** One attempt of a request at one backend: from the wait for a connection until the response begins. */
export class Attempt implements AnswerListener {
	/** For one phase at a time: the connection, progress of the body, the response, then as set by its owner. */
	readonly deadline = new Deadline();
	readonly handlers: AttemptHandlers;
	readonly #options: AttemptOptions;
	/** The body as it is sent; undefined without one. */
	#sent: Readable | undefined;
	#upstream: ClientRequest | undefined;
	#leaveSession: (() => void) | undefined;
	#isConnected: boolean;
	#isOpen = true;
	#isDetached = false;

	constructor(options: AttemptOptions, handlers: AttemptHandlers) {
		this.#options = options;
		this.handlers = handlers;
		this.#isConnected = options.isConnected;
	}

	/** Whether its connection is established; until then the backend cannot have seen the request. */
	get isConnected(): boolean {
		return this.#isConnected;
	}

	get reusedSocket(): boolean {
		return this.#upstream?.reusedSocket ?? false;
	}

	/** Whether its connection has switched protocols. */
	get isDetached(): boolean {
		return this.#isDetached;
	}

	/** Whether it still waits for a response. */
	get isCurrent(): boolean {
		return this.#isOpen && !this.#options.exchange.finished;
	}

	/** Whether the body to the backend is chunked. */
	get isChunked(): boolean {
		return sendsChunks(this.#upstream!);
	}

	begin(): void {
		const {body, sessions, context} = this.#options;
		// A separate stream, which does not buffer.
		this.#sent = body === undefined ? undefined : new Readable({highWaterMark: 0, read() {}});
		this.deadline.start(this.#onConnectTimeout, context.traffic().connectTimeoutMs);
		if (sessions === undefined) {
			this.#sendByHttp1();
		} else {
			this.#sendByHttp2(sessions);
		}
	}

	#sendByHttp1(): void {
		const {request, response, target, agent, isRetry} = this.#options;
		try {
			sendRequest(request, response, {
				target, agent, body: this.#sent, onRequest: this.#onRequest, onFailure: this.#onUnassigned,
			});
			if (isRetry) {
				listenNoLonger(request, response);
			}
		} catch (error) {
			this.#fail(error as NodeJS.ErrnoException);
		}
	}

	/** Its response has begun to be relayed. */
	answered(): void {
		this.#isOpen = false;
	}

	/** Aborts its request. */
	end(): void {
		this.#isOpen = false;
		this.deadline.clear();
		this.#leaveSession?.();
		if (!this.#isDetached) {
			this.#upstream?.destroy();
		}
	}

	/** Keeps the connection open for a protocol switch. */
	detach(): void {
		this.#isDetached = true;
	}

	#sendByHttp2(sessions: BackendSessions): void {
		const {request, body, target, exchange: {attempts}, context} = this.#options;
		const scheme = target.protocol === 'https:' ? 'https' : 'http';
		let isReused = false;
		this.#leaveSession = sessions.use(target, {
			onAssigned(isReusedNow) {
				isReused = isReusedNow;
				attempts.connectionAssigned(isReused, scheme === 'https');
			},
			onConnected() {
				attempts.connected();
			},
			onSecured() {
				attempts.secured();
			},
			onReady: session => {
				if (!this.isCurrent) {
					return;
				}

				try {
					const fields = http2RequestFields({method: request.method!, url: request.url!, headers: request.headers as RequestHeaders}, scheme);
					const upstream = new Http2Request(session, {
						fields, hasBody: body !== undefined, isReused, maxHeaderBytes: context.maxResponseHeaderBytes,
					}) as unknown as ClientRequest;
					this.#upstream = upstream;
					listenForAnswer(upstream, this);
					this.#sent?.pipe(upstream);
					this.#onConnected(upstream);
				} catch (error) {
					this.#fail(error as NodeJS.ErrnoException);
				}
			},
			onHttp1: () => {
				if (this.isCurrent) {
					this.#sendByHttp1();
				}
			},
			onFailed: this.#fail,
		});
	}

	readonly #onRequest = (upstream: ClientRequest): void => {
		if (!this.isCurrent) {
			upstream.destroy();
			return;
		}

		this.#upstream = upstream;
		listenForAnswer(upstream, this);
		if (this.#options.body === undefined) {
			// Otherwise Node would send `Content-Length: 0` with every method that it expects to have a body.
			setMayBeChunked(upstream, anticipatesContent.has(upstream.method));
		}

		const socket = upstream.socket!;
		const {maxResponseHeaderBytes} = this.#options.context;
		readLeniently(socket, maxResponseHeaderBytes);
		rewriteFields(socket, {name: 'content-length', maxHeadBytes: maxResponseHeaderBytes, rewrite: withOneContentLength});
		const {attempts} = this.#options.exchange;
		const isTls = 'encrypted' in socket;
		attempts.connectionAssigned(!socket.connecting, isTls);
		if (!socket.connecting) {
			this.#onConnected(upstream);
			return;
		}

		socket.once('connect', () => {
			attempts.connected();
			if (!isTls) {
				this.#onConnected(upstream);
			}
		});
		if (isTls) {
			// Established only after the TLS handshake: if that fails, nothing of the request has been sent.
			socket.once('secureConnect', () => {
				attempts.secured();
				this.#onConnected(upstream);
			});
		}
	};

	#onConnected(upstream: ClientRequest): void {
		if (!this.isCurrent) {
			return;
		}

		this.#isConnected = true;
		const {body: requestBody, context} = this.#options;
		if (requestBody === undefined) {
			upstream.end();
			this.#awaitResponse();
			return;
		}

		this.deadline.start(this.#onBodyIdle, context.traffic().idleTimeoutMs);
		requestBody.sendTo(upstream, this.#sent!, {onProgress: this.onProgress, onSent: this.#onBodySent});
	}

	/** Data has been transferred in either direction. */
	readonly onProgress = (): void => {
		this.deadline.refresh();
	};

	/** The response timeout begins with the last byte of the request. */
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

	/** Failures after that are emitted by the request to the backend. */
	readonly #onUnassigned = (error: Error): void => {
		if (this.#upstream === undefined) {
			this.#fail(error);
		}
	};

	readonly #fail = (error: NodeJS.ErrnoException): void => {
		if (this.isCurrent) {
			this.handlers.onFailure(error);
		}
	};
}
