import {Buffer} from 'node:buffer';
import {randomFillSync} from 'node:crypto';
import type {OutgoingFields} from '../admission/request-head.js';

const traceIdBytes = 16;
const parentIdBytes = 8;
const bytesOfStart = traceIdBytes + parentIdBytes;

/** Of a trace that begins here: it is recorded, in the access log; with 0 many tracers would not record anything of it. */
const sampled = '01';

/** W3C Trace Context §3.2; later versions may say more after it. */
const traceparent = /^(?<version>(?!ff)[\da-f]{2})-(?<traceId>(?!0{32})[\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?<more>-.*)?$/v;

/** @returns The trace that a request belongs to; undefined if its field does not say so clearly. */
const givenTraceId = (value: string | readonly string[] | undefined): string | undefined => {
	if (typeof value !== 'string') {
		return undefined;
	}

	const {version, traceId, more} = traceparent.exec(value)?.groups ?? {};
	return version === '00' && more !== undefined ? undefined : traceId;
};

/** Passes the traces of requests on, and begins those that are missing (W3C Trace Context). */
export class TraceContext {
	/** Drawn many at a time: each draw by itself would cost more than all else here. */
	readonly #random = Buffer.alloc(bytesOfStart * 128);
	#used = this.#random.length;

	/**
	Takes out of the fields that go on what is no clear trace, and its `tracestate` with it.

	@param fields - Of a request; changed.
	@param starts - Whether a request without a trace gets one.
	@returns Its trace id, if it has one.
	*/
	take(fields: OutgoingFields, starts: boolean): string | undefined {
		const given = fields.get('traceparent');
		const traceId = givenTraceId(given);
		if (traceId !== undefined) {
			return traceId;
		}

		// It says nothing without the other (§3.3).
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
		const traceId = this.#random.toString('hex', start, start + traceIdBytes);
		fields.set('traceparent', `00-${traceId}-${this.#random.toString('hex', start + traceIdBytes, this.#used)}-${sampled}`);
		return traceId;
	}
}
