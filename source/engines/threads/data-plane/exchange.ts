import type {Buffer} from 'node:buffer';
import {proxySlot, type Field} from '../../shared-memory/memory-layout.js';
import type {Stripe} from '../../shared-memory/stripe.js';
import type {AccessLogEntry, ExchangeErrorCode} from '../../../model/access-log-entry.js';
import type {ClientTls} from '../../../model/client-tls.js';
import type {OpenRequest} from '../../../model/open-request.js';
import {onceEach} from '../../../model/once-each.js';
import type {PoolMember} from '../../../model/pool.js';
import type {AccessLog} from './access-log/access-log.js';
import type {RequestLine} from './admission/request-head.js';
import {Attempts} from './attempts.js';
import type {Login} from './forwarding/connection-login.js';
import type {LocalReply} from './local-reply.js';
import type {BodyCaptures} from './recording/body-captures.js';
import {countPhases} from './recording/count-phases.js';
import type {Recorded} from './recording/describe-exchange.js';
import {Recording} from './recording/recording.js';
import {waitOf} from './recording/wait-of.js';
import type {Session} from './sessions/sticky-sessions.js';

/** The recorded status of an exchange that its client aborted; never sent. */
const clientClosedRequest = 499;

const classFields: readonly Field[] = ['responses1xx', 'responses2xx', 'responses3xx', 'responses4xx', 'responses5xx'];

/** One object for all exchanges of a backend, shared by the log's entries. */
const nameOf = onceEach(({id, url}: PoolMember) => ({id, url}));

/**
The statistics and log entry of one request and its response. It is fed with events and does not move bytes, so all lanes
share it.
*/
export class Exchange {
	/** The client's address: the peer's, until admission has read the forwarded headers of a trusted one. */
	client: string;
	/** As sent to backends. */
	requestId: string | undefined;
	traceId: string | undefined;
	/** Undefined without session persistence. */
	session: Session | undefined;
	/** Fields of the response about the rate limit, as `[name, value, …]`; undefined when there is none. */
	rateLimitFields: readonly string[] | undefined;
	/** Whether the client waits for a 100 response before it sends its body. */
	awaitsContinue = false;
	/** Since when it waits for a backend to come up, on the monotonic clock. */
	awaitsBackendSince: number | undefined;
	/** The only eligible backend after connection-based authentication. */
	loggedInAt: Login | undefined;

	/** As the client sent it. */
	readonly target: string;
	/** Number of the replayed log record. */
	readonly replayOf: number | undefined;
	/** Of the client's connection; undefined for plain HTTP. */
	readonly scheme: 'https' | undefined;
	readonly #protocol: AccessLogEntry['protocol'];
	readonly #tls: ClientTls | undefined;
	readonly attempts: Attempts;
	readonly #method: string;
	readonly #stripe: Stripe;
	readonly #log: AccessLog;
	readonly #recording: Recording;
	readonly #startedAt = Date.now();
	#status = 0;
	#error: ExchangeErrorCode | undefined;
	#errorDetail: string | undefined;
	#requestBytes = 0;
	#responseBytes = 0;
	#finished = false;

	constructor(request: RequestLine, stripe: Stripe, log: AccessLog, replayOf?: number) {
		this.#method = request.method ?? '';
		this.target = request.target ?? '';
		this.client = request.peer.address;
		this.scheme = request.peer.scheme === 'https' ? 'https' : undefined;
		this.#protocol = request.httpVersion === '2.0' ? 'h2' : undefined;
		this.#tls = request.peer.tls;
		this.replayOf = replayOf;
		this.#recording = new Recording(request);
		this.attempts = new Attempts(stripe, this.#recording);
		this.#stripe = stripe;
		this.#log = log;
		stripe.enter(proxySlot);
		stripe.add(proxySlot, 'requests');
	}

	/** Its details, once it has ended. */
	get recorded(): Recorded {
		return this.#recording as Recorded;
	}

	/** On the monotonic clock. */
	get begunAt(): number {
		return this.#recording.startedAt;
	}

	/** Its log entry so far. */
	get open(): OpenRequest {
		const {sequence: _sequence, ...entry} = this.#entry();
		return {...entry, phase: entry.status === 0 ? waitOf(this.#recording, this.attempts) : 'transfer'};
	}

	get backend(): PoolMember | undefined {
		return this.attempts.current;
	}

	get error(): ExchangeErrorCode | undefined {
		return this.#error;
	}

	get requestBytes(): number {
		return this.#requestBytes;
	}

	get responseBytes(): number {
		return this.#responseBytes;
	}

	get finished(): boolean {
		return this.#finished;
	}

	/** The value of a `Set-Cookie` field for the current backend's response. */
	get sessionCookie(): string | undefined {
		const {backend} = this;
		return backend && this.session?.cookieFor(backend);
	}

	/** @param limit - Captured bytes of each body. */
	capture(captures: BodyCaptures, limit: number): void {
		this.#recording.capture(captures, limit);
	}

	/** The backend's response head has been received, which ends its latency. */
	responseStarted(status: number): void {
		this.#status = status;
		const now = performance.now();
		this.#recording.answeredAt = now;
		this.#stripe.recordLatency(proxySlot, now - this.#recording.startedAt);
		this.attempts.answered(status, now);
	}

	/** @param head - Of the response to the client: status line and fields, each with its line end. */
	headSent(head: string | undefined): void {
		this.#recording.sentHeader = head;
	}

	takeRequest(chunk: Buffer): void {
		this.#requestBytes += chunk.length;
		this.#recording.takeRequest(chunk);
	}

	takeResponse(chunk: Buffer): void {
		this.#responseBytes += chunk.length;
		this.#recording.takeResponse(chunk);
	}

	/** As {@link takeRequest}, where no bodies are captured. */
	requestPassed(bytes: number): void {
		this.#requestBytes += bytes;
	}

	/** As {@link takeResponse}, where no bodies are captured. */
	responsePassed(bytes: number): void {
		this.#responseBytes += bytes;
	}

	answeredByProxy({status, code, detail}: LocalReply): void {
		this.#status = status;
		this.#error = code;
		this.#errorDetail = detail;
		if (status === 429) {
			this.#stripe.add(proxySlot, 'rateLimited');
		} else if (status === 503) {
			this.#stripe.add(proxySlot, 'unavailable');
		}
	}

	/** The backend's response is incomplete, which counts as its failure. */
	responseBroke(): void {
		this.#error ??= 'backend_response_incomplete';
		this.attempts.blame();
	}

	/** It ends early without a fault of the backend. The first error is recorded. */
	brokenOff(error: ExchangeErrorCode): void {
		this.#error ??= error;
	}

	/**
	The client left before the end of the response.

	@param isBlamed - Whether the backend has made it wait too long. No backend is blamed otherwise.
	*/
	abort(isBlamed = false): void {
		if (this.#finished) {
			return;
		}

		this.attempts.abort(isBlamed);
		this.#status = clientClosedRequest;
		this.#error ??= 'client_aborted';
		this.#stripe.add(proxySlot, 'aborted');
		this.finish();
	}

	/** Idempotent. */
	finish(): void {
		if (this.#finished) {
			return;
		}

		this.#finished = true;
		// A client that leaves says nothing against the response so far.
		const isGood = this.#recording.answeredAt !== undefined && (this.#error === undefined || this.#error === 'client_aborted');
		this.attempts.finish(isGood, this.#requestBytes, this.#responseBytes);
		this.#stripe.add(proxySlot, 'requestBytes', this.#requestBytes);
		this.#stripe.add(proxySlot, 'responseBytes', this.#responseBytes);
		// RFC 9110 §15: a status above 599 is treated as a 5xx.
		const classField = classFields[Math.min(Math.trunc(this.#status / 100), classFields.length) - 1];
		if (classField !== undefined) {
			this.#stripe.add(proxySlot, classField);
		}

		// The last of its accounts, so that all others are found complete when nothing is in flight.
		this.#stripe.leave(proxySlot);

		const entry = this.#entry();
		const slot = this.attempts.tried.at(-1)?.slot ?? proxySlot;
		this.#stripe.end(slot, entry.method, entry.status, entry.durationMs);
		this.#recording.end(entry);
		countPhases(this.#stripe, slot, this.#recording);
		this.#log.write(this.#recording);
	}

	#entry(): AccessLogEntry {
		const backend = this.attempts.tried.at(-1);
		return {
			sequence: this.#log.nextSequence,
			startedAt: this.#startedAt,
			durationMs: performance.now() - this.#recording.startedAt,
			method: this.#method,
			scheme: this.scheme,
			protocol: this.#protocol,
			tls: this.#tls,
			target: this.target,
			status: this.#status,
			responseBytes: this.#responseBytes,
			requestBytes: this.#requestBytes,
			client: this.client,
			userAgent: this.#recording.userAgent,
			requestId: this.requestId,
			traceId: this.traceId,
			backend: backend && nameOf(backend),
			attempts: this.attempts.count,
			failedAttempts: this.attempts.failed,
			error: this.#error,
			errorDetail: this.#errorDetail,
			replayOf: this.replayOf,
		};
	}
}
