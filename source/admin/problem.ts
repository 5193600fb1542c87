import {http} from '../node-http/http.js';
import type {ControlErrorCode} from '../model/control-error.js';

/** Problem codes. Stable: scripts rely on these. */
export type ProblemCode =
	| ControlErrorCode
	| 'malformed_request'
	| 'invalid_json'
	| 'invalid_request'
	| 'unauthorized'
	| 'host_not_allowed'
	| 'origin_not_allowed'
	| 'not_found'
	| 'method_not_allowed'
	| 'pool_changed'
	| 'read_only_token'
	| 'too_many_streams'
	| 'request_timeout'
	| 'body_too_large'
	| 'unsupported_media_type'
	| 'headers_too_large'
	| 'internal_error';

/** A problem of a request's body. */
export type BodyError = {
	/** JSON Pointer as a URI fragment (RFC 6901 section 6), such as `#/weight`. */
	readonly pointer: string;
	readonly detail: string;
};

type ProblemOptions = {
	readonly headers?: Readonly<Record<string, string>>;
	readonly errors?: readonly BodyError[];
	readonly cause?: unknown;
};

/** A request that is answered with problem details (RFC 9457). */
export class Problem extends Error {
	readonly status: number;
	readonly code: ProblemCode;
	readonly headers: Readonly<Record<string, string>>;
	readonly errors: readonly BodyError[];

	constructor(status: number, code: ProblemCode, detail: string, {headers = {}, errors = [], cause}: ProblemOptions = {}) {
		super(detail, {cause});
		this.name = 'Problem';
		this.status = status;
		this.code = code;
		this.headers = headers;
		this.errors = errors;
	}

	/** The body of the answer. */
	toJSON(): Record<string, unknown> {
		return {
			type: 'about:blank',
			title: http.STATUS_CODES[this.status],
			status: this.status,
			detail: this.message,
			code: this.code,
			...(this.errors.length > 0 && {errors: this.errors}),
		};
	}
}

export const problemMediaType = 'application/problem+json';
