import type {Buffer} from 'node:buffer';
import type {AccessLogEntry} from '../../../../model/access-log-entry.js';
import type {Choice} from '../balancer/choice.js';
import type {RawFields, RequestLine} from '../admission/request-head.js';
import {BodyCapture, type BodyCaptures} from './body-captures.js';
import {formatHeaderLines, parseHeaderLines} from './header-lines.js';

/**
What is noted of an exchange beyond its log entry: references to what is there anyhow, and moments that were looked at anyhow.
The details are built only on request, see `describeExchange`.

Moments are in milliseconds on the monotonic clock; undefined for what has not happened.
*/
export class Recording {
	readonly startedAt = performance.now();
	readonly httpVersion: string;
	readonly #rawFields: RawFields;
	/** The other end of the connection. */
	readonly peer: string;
	firstTryAt: number | undefined;
	/** When the last one began. */
	tryAt: number | undefined;
	reusedConnection: boolean | undefined;
	/** Whether the backend is asked by https. */
	isTls = false;
	/** Undefined as well when the connection was there already. */
	connectedAt: number | undefined;
	securedAt: number | undefined;
	answeredAt: number | undefined;
	choice: Choice | undefined;
	/** What the backend had in flight when it was chosen, where the policy looked at that. */
	load: number | undefined;
	/** As node:http wrote it; undefined when none was sent. */
	sentHeader: string | undefined;
	/** Of what there was, while bodies are captured. */
	requestBody: BodyCapture | undefined;
	responseBody: BodyCapture | undefined;
	/** Written when the exchange has ended. */
	entry: AccessLogEntry | undefined;
	#captures: BodyCaptures | undefined;
	#captureLimit = 0;

	constructor({httpVersion = '', rawFields = [], peer}: RequestLine) {
		this.httpVersion = httpVersion;
		this.#rawFields = rawFields;
		this.peer = peer.address;
	}

	/** As they came: `[name, value, …]`. */
	get requestHeaders(): readonly string[] {
		return typeof this.#rawFields === 'string' ? parseHeaderLines(this.#rawFields) : this.#rawFields;
	}

	/** The same as lines. */
	get requestLines(): string {
		return typeof this.#rawFields === 'string' ? this.#rawFields : formatHeaderLines(this.#rawFields);
	}

	/** Whether bodies are captured. */
	get hasCapture(): boolean {
		return this.#captures !== undefined;
	}

	/** Captures bodies from now on, up to so many bytes of each. */
	capture(captures: BodyCaptures, limit: number): void {
		this.#captures = captures;
		this.#captureLimit = limit;
	}

	/** Some of the request's body has come. What comes after the exchange has ended is not part of it. */
	takeRequest(chunk: Buffer): void {
		if (this.#captures !== undefined && this.entry === undefined) {
			this.requestBody ??= new BodyCapture(this.#captureLimit);
			this.#captures.append(this.requestBody, chunk);
		}
	}

	/** Some of the response's body has come. */
	takeResponse(chunk: Buffer): void {
		if (this.#captures !== undefined && this.entry === undefined) {
			this.responseBody ??= new BodyCapture(this.#captureLimit);
			this.#captures.append(this.responseBody, chunk);
		}
	}

	/** The exchange has ended. */
	end(entry: AccessLogEntry): void {
		this.entry = entry;
		for (const body of [this.requestBody, this.responseBody]) {
			if (body !== undefined) {
				this.#captures!.end(body);
			}
		}
	}

	/** It is no longer available. */
	release(): void {
		for (const body of [this.requestBody, this.responseBody]) {
			if (body !== undefined) {
				this.#captures!.release(body);
			}
		}
	}

	/** A try begins; it may be another. */
	beginTry(): void {
		this.tryAt = performance.now();
		this.firstTryAt ??= this.tryAt;
		this.reusedConnection = undefined;
		this.connectedAt = undefined;
		this.securedAt = undefined;
	}
}
