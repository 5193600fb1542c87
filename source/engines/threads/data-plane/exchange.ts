import type {Buffer} from 'node:buffer';
import {proxySlot, type Field} from '../../shared-memory/layout.js';
import type {Stripe} from '../../shared-memory/stripe.js';
import type {AccessLogEntry, ExchangeErrorCode, FailedTry} from '../../../model/access-log-entry.js';
import type {PoolMember} from '../../../model/pool.js';
import type {AccessLog} from './access-log/access-log.js';
import type {LocalReply} from './local-reply.js';
import {Recording} from './recording/recording.js';
import type {Session} from './sessions/sticky-sessions.js';
import type {RequestLine} from './admission/request-head.js';
import type {Login} from './forwarding/connection-login.js';

/** The status under which a client that left is recorded; never sent. */
export const clientClosedRequest = 499;

const classFields: readonly Field[] = ['responses1xx', 'responses2xx', 'responses3xx', 'responses4xx', 'responses5xx'];

/** Leave to try a backend that is down. */
export type Trial = {
	/** @param status - With which the backend has answered; undefined if it has not, or if its answer says that it is not well. */
	end(status?: number): void;
};

/**
The accounts of one request and its response: which backends were tried, what was counted, what is logged. Knows
nothing of how bytes move, so every way of moving them can share it.
*/
export class Exchange {
	status = 0;
	error: ExchangeErrorCode | undefined;
	/** What exactly was wrong. */
	errorDetail: string | undefined;
	requestBytes = 0;
	responseBytes = 0;
	/** Address of the client. */
	client: string;
	/** Where the client belongs, if clients are kept at their backends. */
	session: Session | undefined;
	/** The only backend that it may go to, since the client's connection has logged in there. */
	loggedInAt: Login | undefined;
	/** What an answer says of the rate limit, as `[name, value, …]`; undefined when there is none. */
	rateLimitFields: readonly string[] | undefined;
	/** By which backends know the request. */
	requestId: string | undefined;
	/** The trace that it belongs to, if it is known. */
	traceId: string | undefined;
	/** Number of the log record that it repeats. */
	replayOf: number | undefined;
	/** Since when it waits for a backend to come up, on the monotonic clock; undefined if it never had to. */
	awaitsBackendSince: number | undefined;
	/** Whether the client waits for a 100 before it sends its body. */
	awaitsContinue = false;
	/** The value of a `Set-Cookie` field that goes with the current backend's answer. */
	get sessionCookie(): string | undefined {
		return this.#current && this.session?.cookieFor(this.#current);
	}

	/** As the client sent it. */
	readonly target: string;
	readonly #method: string;
	readonly #stripe: Stripe;
	readonly #log: AccessLog;
	/** What is kept of it for those who ask. */
	readonly recording: Recording;
	readonly #startedAt = Date.now();
	readonly #tried: PoolMember[] = [];
	/** How many had been tried when they were forgotten. */
	#forgottenTries = 0;
	/** Backends that are down and could not be connected to. */
	readonly #silent: PoolMember[] = [];
	#trial: Trial | undefined;
	#failedTries: FailedTry[] | undefined;
	#current: PoolMember | undefined;
	#finished = false;
	/** Whether it is known by now if the current backend answers as it should. */
	#isJudged = false;

	constructor(request: RequestLine, stripe: Stripe, log: AccessLog) {
		this.#method = request.method ?? '';
		this.target = request.target ?? '';
		this.client = request.peer.address;
		this.recording = new Recording(request);
		this.#stripe = stripe;
		this.#log = log;
		stripe.enter(proxySlot);
		stripe.add(proxySlot, 'requests');
	}

	/** The backends tried so far, the current one included. */
	get tried(): readonly PoolMember[] {
		return this.#tried;
	}

	/** Backends that are down and were tried in vain. */
	get silent(): readonly PoolMember[] {
		return this.#silent;
	}

	/** Whether its backend is down, and it tries whether that has changed. */
	get isTrial(): boolean {
		return this.#trial !== undefined;
	}

	/** The one that carries it now. */
	get backend(): PoolMember | undefined {
		return this.#current;
	}

	get finished(): boolean {
		return this.#finished;
	}

	/**
	Gives the exchange to a backend. Ended by {@link leaveBackend} or {@link finish}.

	@param backend
	@param hasPlace - Whether its place among those in flight has been taken already.
	@param trial - If the backend is down. Ended with the try, or by the beginning of its answer.
	*/
	enterBackend(backend: PoolMember, hasPlace = false, trial?: Trial): void {
		if (this.#tried.length + this.#forgottenTries > 0) {
			this.#stripe.add(proxySlot, 'retries');
		}

		this.#tried.push(backend);
		this.#current = backend;
		this.#trial = trial;
		this.recording.beginTry();
		if (!hasPlace) {
			this.#stripe.enter(backend.slot);
		}

		if (trial === undefined) {
			this.#stripe.add(backend.slot, 'requests');
		}
	}

	/** No connection to a backend that is down could be made, so nothing has happened: neither to it nor to the exchange. */
	withdraw(): void {
		const backend = this.#tried.pop()!;
		this.#silent.push(backend);
		this.#stripe.leave(backend.slot);
		this.#current = undefined;
		this.recording.choice = undefined;
		this.#trial?.end();
		this.#trial = undefined;
	}

	/** Any backend may be tried again, as if none had been. */
	forgetTries(): void {
		this.#forgottenTries += this.#tried.length;
		this.#tried.length = 0;
		this.#silent.length = 0;
	}

	#endTrial(slot: number, status?: number): void {
		if (this.#trial !== undefined) {
			this.#stripe.add(slot, 'requests');
			this.#trial.end(status);
			this.#trial = undefined;
		}
	}

	/**
	Takes the exchange from its backend; another may follow.

	@param failure - What the backend is blamed for, in words; undefined if it was not at fault.
	*/
	leaveBackend(failure?: string): void {
		if (this.#current === undefined) {
			return;
		}

		const {id, url, slot} = this.#current;
		this.#endTrial(slot);
		if (failure !== undefined) {
			this.#stripe.fail(slot);
			this.#failedTries ??= [];
			this.#failedTries.push({backend: {id, url}, reason: failure});
		}

		this.#stripe.leave(slot);
		this.#current = undefined;
	}

	/** The backend's response headers have arrived: what it took until now is its latency. */
	responseStarted(status: number): void {
		this.status = status;
		const now = performance.now();
		this.recording.answeredAt = now;
		this.#stripe.recordLatency(proxySlot, now - this.recording.startedAt);
		if (this.#current === undefined) {
			return;
		}

		this.#stripe.recordLatency(this.#current.slot, now - this.recording.tryAt!);
		this.#endTrial(this.#current.slot, status < 500 ? status : undefined);
		if (status >= 500) {
			this.#blame();
		} else if (status === 101) {
			// What is switched to may go on for hours, and says nothing more of it.
			this.#isJudged = true;
			this.#stripe.succeed(this.#current.slot);
		}
	}

	/** The backend's answer ends before its end: that is as much its failure as any other. */
	responseBroke(): void {
		this.error ??= 'backend_response_incomplete';
		this.#blame();
	}

	/** Once for each answer. */
	#blame(): void {
		if (this.#current !== undefined && !this.#isJudged) {
			this.#isJudged = true;
			this.#stripe.fail(this.#current.slot);
		}
	}

	/** Some of the request's body has been taken from the client. */
	takeRequest(chunk: Buffer): void {
		this.requestBytes += chunk.length;
		this.recording.takeRequest(chunk);
	}

	/** Some of the response's body goes to the client. */
	takeResponse(chunk: Buffer): void {
		this.responseBytes += chunk.length;
		this.recording.takeResponse(chunk);
	}

	/** The proxy answers in the place of a backend. */
	answeredByProxy({status, code, detail}: LocalReply): void {
		this.status = status;
		this.error = code;
		this.errorDetail = detail;
		if (status === 429) {
			this.#stripe.add(proxySlot, 'rateLimited');
		} else if (status === 503) {
			this.#stripe.add(proxySlot, 'unavailable');
		}
	}

	/**
	The client left before it had all of the answer.

	@param isBlamed - Whether the backend has let it wait too long. No backend is blamed otherwise.
	*/
	abort(isBlamed = false): void {
		if (this.#finished) {
			return;
		}

		if (this.#current !== undefined) {
			this.#stripe.add(this.#current.slot, 'aborted');
			if (isBlamed) {
				this.#stripe.abandon(this.#current.slot);
			}
		}

		this.status = clientClosedRequest;
		this.error ??= 'client_aborted';
		this.#stripe.add(proxySlot, 'aborted');
		this.finish();
	}

	/** Ends the accounts; further calls do nothing. */
	finish(): void {
		if (this.#finished) {
			return;
		}

		this.#finished = true;
		if (this.#current !== undefined) {
			this.#endTrial(this.#current.slot);
			// A client that leaves says nothing against the answer that it had so far.
			const isGood = this.error === undefined || this.error === 'client_aborted';
			if (isGood && !this.#isJudged && this.recording.answeredAt !== undefined) {
				this.#stripe.succeed(this.#current.slot);
			}

			this.#stripe.leave(this.#current.slot);
			this.#stripe.add(this.#current.slot, 'requestBytes', this.requestBytes);
			this.#stripe.add(this.#current.slot, 'responseBytes', this.responseBytes);
		}

		this.#stripe.leave(proxySlot);
		this.#stripe.add(proxySlot, 'requestBytes', this.requestBytes);
		this.#stripe.add(proxySlot, 'responseBytes', this.responseBytes);
		// RFC 9110 §15: what is beyond is to be taken for a 5xx.
		const classField = classFields[Math.min(Math.trunc(this.status / 100), classFields.length) - 1];
		if (classField !== undefined) {
			this.#stripe.add(proxySlot, classField);
		}

		const entry = this.#entry();
		this.#stripe.end(this.#tried.at(-1)?.slot ?? proxySlot, entry.method, entry.status, entry.durationMs);
		this.recording.end(entry);
		this.#log.write(this.recording);
	}

	#entry(): AccessLogEntry {
		const backend = this.#tried.at(-1);
		return {
			sequence: this.#log.nextSequence,
			startedAt: this.#startedAt,
			durationMs: performance.now() - this.recording.startedAt,
			method: this.#method,
			target: this.target,
			status: this.status,
			responseBytes: this.responseBytes,
			requestBytes: this.requestBytes,
			client: this.client,
			requestId: this.requestId,
			traceId: this.traceId,
			backend: backend && {id: backend.id, url: backend.url},
			tries: this.#forgottenTries + this.#tried.length,
			failedTries: this.#failedTries,
			error: this.error,
			errorDetail: this.errorDetail,
			replayOf: this.replayOf,
		};
	}
}
