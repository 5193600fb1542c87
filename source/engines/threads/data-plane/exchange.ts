import type {Buffer} from 'node:buffer';
import {proxySlot, type Field} from '../../shared-memory/memory-layout.js';
import type {Stripe} from '../../shared-memory/stripe.js';
import type {AccessLogEntry, ExchangeErrorCode} from '../../../model/access-log-entry.js';
import {onceEach} from '../../../model/once-each.js';
import type {PoolMember} from '../../../model/pool.js';
import type {AccessLog} from './access-log/access-log.js';
import type {RequestLine} from './admission/request-head.js';
import {Attempts} from './attempts.js';
import type {Login} from './forwarding/connection-login.js';
import type {LocalReply} from './local-reply.js';
import type {BodyCaptures} from './recording/body-captures.js';
import type {Recorded} from './recording/describe-exchange.js';
import {Recording} from './recording/recording.js';
import type {Session} from './sessions/sticky-sessions.js';

/** The status under which a client that left is recorded; never sent. */
export const clientClosedRequest = 499;

const classFields: readonly Field[] = ['responses1xx', 'responses2xx', 'responses3xx', 'responses4xx', 'responses5xx'];

/** One object for all exchanges of a backend: the log refers to it. */
const nameOf = onceEach(({id, url}: PoolMember) => ({id, url}));

/**
The accounts of one request and its response: what was counted, what is logged. It is told what
happens and knows nothing of how bytes move, so every way of moving them can share it.
*/
export class Exchange {
	/** Address of the client: of the connection, until admission has found the client behind it. */
	client: string;
	/** By which backends know the request. */
	requestId: string | undefined;
	/** The trace that it belongs to, if it is known. */
	traceId: string | undefined;
	/** Where the client belongs, if clients are kept at their backends. */
	session: Session | undefined;
	/** What an answer says of the rate limit, as `[name, value, …]`; undefined when there is none. */
	rateLimitFields: readonly string[] | undefined;
	/** Whether the client waits for a 100 before it sends its body. */
	awaitsContinue = false;
	/** Since when it waits for a backend to come up, on the monotonic clock; undefined if it never had to. */
	awaitsBackendSince: number | undefined;
	/** The only backend that it may go to, since the client's connection has logged in there. */
	loggedInAt: Login | undefined;

	/** As the client sent it. */
	readonly target: string;
	/** Number of the log record that it repeats. */
	readonly replayOf: number | undefined;
	readonly attempts: Attempts;
	readonly #method: string;
	readonly #stripe: Stripe;
	readonly #log: AccessLog;
	readonly #recording: Recording;
	readonly #startedAt = Date.now();
	#status = 0;
	#error: ExchangeErrorCode | undefined;
	/** What exactly was wrong. */
	#errorDetail: string | undefined;
	#requestBytes = 0;
	#responseBytes = 0;
	#finished = false;

	constructor(request: RequestLine, stripe: Stripe, log: AccessLog, replayOf?: number) {
		this.#method = request.method ?? '';
		this.target = request.target ?? '';
		this.client = request.peer.address;
		this.replayOf = replayOf;
		this.#recording = new Recording(request);
		this.attempts = new Attempts(stripe, this.#recording);
		this.#stripe = stripe;
		this.#log = log;
		stripe.enter(proxySlot);
		stripe.add(proxySlot, 'requests');
	}

	/** What was noted of it, once it has ended. */
	get recorded(): Recorded {
		return this.#recording as Recorded;
	}

	/** The one that carries it now. */
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

	/** The value of a `Set-Cookie` field that goes with the current backend's answer. */
	get sessionCookie(): string | undefined {
		const {backend} = this;
		return backend && this.session?.cookieFor(backend);
	}

	/** Captures bodies from now on, up to so many bytes of each. */
	capture(captures: BodyCaptures, limit: number): void {
		this.#recording.capture(captures, limit);
	}

	/** The backend's response headers have arrived: what it took until now is its latency. */
	responseStarted(status: number): void {
		this.#status = status;
		const now = performance.now();
		this.#recording.answeredAt = now;
		this.#stripe.recordLatency(proxySlot, now - this.#recording.startedAt);
		this.attempts.answered(status, now);
	}

	/** The head of the response goes to the client: status line and fields, each with its line end. */
	headSent(head: string | undefined): void {
		this.#recording.sentHeader = head;
	}

	/** Some of the request's body has been taken from the client. */
	takeRequest(chunk: Buffer): void {
		this.#requestBytes += chunk.length;
		this.#recording.takeRequest(chunk);
	}

	/** Some of the response's body goes to the client. */
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

	/** The proxy answers in the place of a backend. */
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

	/** The backend's answer ends before its end: that is as much its failure as any other. */
	responseBroke(): void {
		this.#error ??= 'backend_response_incomplete';
		this.attempts.blame();
	}

	/** It is ended on the way, and no backend is blamed. What was wrong first counts. */
	brokenOff(error: ExchangeErrorCode): void {
		this.#error ??= error;
	}

	/**
	The client left before it had all of the answer.

	@param isBlamed - Whether the backend has let it wait too long. No backend is blamed otherwise.
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

	/** Ends the accounts; further calls do nothing. */
	finish(): void {
		if (this.#finished) {
			return;
		}

		this.#finished = true;
		// A client that leaves says nothing against the answer that it had so far.
		const isGood = this.#recording.answeredAt !== undefined && (this.#error === undefined || this.#error === 'client_aborted');
		this.attempts.finish(isGood, this.#requestBytes, this.#responseBytes);
		this.#stripe.leave(proxySlot);
		this.#stripe.add(proxySlot, 'requestBytes', this.#requestBytes);
		this.#stripe.add(proxySlot, 'responseBytes', this.#responseBytes);
		// RFC 9110 §15: what is beyond is to be taken for a 5xx.
		const classField = classFields[Math.min(Math.trunc(this.#status / 100), classFields.length) - 1];
		if (classField !== undefined) {
			this.#stripe.add(proxySlot, classField);
		}

		const entry = this.#entry();
		this.#stripe.end(this.attempts.tried.at(-1)?.slot ?? proxySlot, entry.method, entry.status, entry.durationMs);
		this.#recording.end(entry);
		this.#log.write(this.#recording);
	}

	#entry(): AccessLogEntry {
		const backend = this.attempts.tried.at(-1);
		return {
			sequence: this.#log.nextSequence,
			startedAt: this.#startedAt,
			durationMs: performance.now() - this.#recording.startedAt,
			method: this.#method,
			target: this.target,
			status: this.#status,
			responseBytes: this.#responseBytes,
			requestBytes: this.#requestBytes,
			client: this.client,
			requestId: this.requestId,
			traceId: this.traceId,
			backend: backend && nameOf(backend),
			tries: this.attempts.count,
			failedTries: this.attempts.failed,
			error: this.#error,
			errorDetail: this.#errorDetail,
			replayOf: this.replayOf,
		};
	}
}
