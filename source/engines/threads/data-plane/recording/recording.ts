import type {Buffer} from 'node:buffer';
import type {AccessLogEntry} from '../../../../model/access-log-entry.js';
import type {Choice} from '../balancer/choice.js';
import type {RawFields, RequestLine} from '../admission/request-head.js';
import {fieldLines} from '../headers/field-lines.js';
import {BodyCapture, type BodyCaptures} from './body-captures.js';
import {parseHeaderLines} from './header-lines.js';

/**
Data of an exchange beyond its log entry: references and timestamps that exist anyway. Details are built only on request, see
`describeExchange`.

Timestamps are in milliseconds on the monotonic clock; undefined if the event has not happened.
*/
export class Recording {
	readonly startedAt = performance.now();
	readonly httpVersion: string;
	readonly userAgent: string | undefined;
	readonly #rawFields: RawFields;
	/** Address of the connection's other end. */
	readonly peer: string;
	firstAttemptAt: number | undefined;
	/** Start of the last attempt. */
	attemptAt: number | undefined;
	reusedConnection: boolean | undefined;
	/** Whether the backend connection uses TLS. */
	isTls = false;
	/** Also undefined for a reused connection. */
	connectedAt: number | undefined;
	securedAt: number | undefined;
	answeredAt: number | undefined;
	choice: Choice | undefined;
	/** The backend's requests in flight when it was chosen, if the policy compared them. */
	load: number | undefined;
	/** As node:http wrote it; undefined when none was sent. */
	sentHeader: string | undefined;
	requestBody: BodyCapture | undefined;
	responseBody: BodyCapture | undefined;
	/** Set when the exchange has ended. */
	entry: AccessLogEntry | undefined;
	#captures: BodyCaptures | undefined;
	#captureLimit = 0;

	constructor({httpVersion = '', rawFields = [], userAgent, peer}: RequestLine) {
		this.httpVersion = httpVersion;
		this.userAgent = userAgent;
		this.#rawFields = rawFields;
		this.peer = peer.address;
	}

	/** As received: `[name, value, …]`. */
	get requestHeaders(): readonly string[] {
		return typeof this.#rawFields === 'string' ? parseHeaderLines(this.#rawFields) : this.#rawFields;
	}

	/** As lines. */
	get requestLines(): string {
		return typeof this.#rawFields === 'string' ? this.#rawFields : fieldLines(this.#rawFields);
	}

	get hasCapture(): boolean {
		return this.#captures !== undefined;
	}

	/** @param limit - Captured bytes of each body. */
	capture(captures: BodyCaptures, limit: number): void {
		this.#captures = captures;
		this.#captureLimit = limit;
	}

	/** Data that arrives after the end of the exchange is not part of it. */
	takeRequest(chunk: Buffer): void {
		if (this.#captures !== undefined && this.entry === undefined) {
			this.requestBody ??= new BodyCapture(this.#captureLimit);
			this.#captures.append(this.requestBody, chunk);
		}
	}

	takeResponse(chunk: Buffer): void {
		if (this.#captures !== undefined && this.entry === undefined) {
			this.responseBody ??= new BodyCapture(this.#captureLimit);
			this.#captures.append(this.responseBody, chunk);
		}
	}

	end(entry: AccessLogEntry): void {
		this.entry = entry;
		for (const body of [this.requestBody, this.responseBody]) {
			if (body !== undefined) {
				this.#captures!.end(body);
			}
		}
	}

	/** Frees the captured bodies. */
	release(): void {
		for (const body of [this.requestBody, this.responseBody]) {
			if (body !== undefined) {
				this.#captures!.release(body);
			}
		}
	}

	/** Resets the data of the previous attempt. */
	beginAttempt(): void {
		this.attemptAt = performance.now();
		this.firstAttemptAt ??= this.attemptAt;
		this.reusedConnection = undefined;
		this.connectedAt = undefined;
		this.securedAt = undefined;
	}
}
