import {Buffer} from 'node:buffer';
import {randomFillSync} from 'node:crypto';
import type {OutgoingFields} from '../admission/request-head.js';

const traceIdBytes = 16;
const parentIdBytes = 8;
const bytesOfStart = traceIdBytes + parentIdBytes;

/** Flag of a trace that begins here: without it, many tracers would not record the trace. */
const sampled = '01';

/** W3C Trace Context §3.2; later versions may append to it. */
const traceparent = /^(?<version>(?!ff)[\da-f]{2})-(?<traceId>(?!0{32})[\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?<more>-.*)?$/v;

/** @returns undefined for a missing or invalid field. */
const givenTraceId = (value: string | readonly string[] | undefined): string | undefined => {
	if (typeof value !== 'string') {
		return undefined;
	}

	const {version, traceId, more} = traceparent.exec(value)?.groups ?? {};
	return version === '00' && more !== undefined ? undefined : traceId;
};

/** Forwards traces, and begins those that are missing (W3C Trace Context). */
export class TraceContext {
	/** Filled for many ids at a time, as each call is expensive. */
	readonly #random = Buffer.alloc(bytesOfStart * 128);
	#used = this.#random.length;

	/**
	Removes an invalid trace and its `tracestate` from the fields to be forwarded.

	@param fields - Of a request; changed.
	@param starts - Whether to begin a trace if there is none.
	@returns The trace id, if any.
	*/
	take(fields: OutgoingFields, starts: boolean): string | undefined {
		const given = fields.get('traceparent');
		const traceId = givenTraceId(given);
		if (traceId !== undefined) {
			return traceId;
		}

		// Meaningless without `traceparent` (§3.3).
		if (fields.get('tracestate') !== undefined) {
			fields.remove('tracestate');
		}

		if (starts) {
			return this.#start(fields);
		}

		if (given !== undefined) {
			fields.remove('traceparent');
		}

		return undefined;
	}

	#start(fields: OutgoingFields): string {
		if (this.#used === this.#random.length) {
			randomFillSync(this.#random);
			this.#used = 0;
		}

		const start = this.#used;
		this.#used += bytesOfStart;
		const digits = this.#random.toString('hex', start, this.#used);
		const traceId = digits.slice(0, traceIdBytes * 2);
		fields.set('traceparent', `00-${traceId}-${digits.slice(traceIdBytes * 2)}-${sampled}`);
		return traceId;
	}
}
