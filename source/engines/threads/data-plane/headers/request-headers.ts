import {malformed, type LocalReply} from '../local-reply.js';
import {connectionOptions} from './hop-by-hop.js';
import {requestFieldKind} from './request-fields.js';

/** Header fields by lower-case name; several fields of one name as an array. */
export type RequestHeaders = Record<string, string | string[]>;

/** A client's header fields, sorted by how the proxy treats them. */
export type SortedHeaders = {
	/** To be forwarded. Without a prototype, as a client may send a field `__proto__`. */
	readonly headers: RequestHeaders;
	host: string | undefined;
	contentLength: string | undefined;
	transferEncoding: string | undefined;
	expect: string | undefined;
	/** All fields joined by commas. */
	te: string | undefined;
	via: string | undefined;
	/** Of trusted peers only. */
	forwarded: Record<string, string> | undefined;
};

const join = (existing: string | undefined, value: string): string => existing === undefined ? value : `${existing}, ${value}`;

/** Adds a field behind those of its name. */
export const appendField = (headers: RequestHeaders, name: string, value: string): void => {
	const existing = headers[name];
	if (existing === undefined) {
		headers[name] = value;
	} else if (Array.isArray(existing)) {
		existing.push(value);
	} else {
		headers[name] = [existing, value];
	}
};

/**
@param rawFields - `[name, value, …]`
@param connection - All `Connection` fields joined by commas.
@param isTrusted - Whether forwarded headers of the client are accepted.
@param sorted - The result.
@returns The refusal of an ambiguous head, such as several fields of framing.
*/
export const sortHeaders = (
	rawFields: readonly string[],
	connection: string | undefined,
	isTrusted: boolean,
	sorted: SortedHeaders,
): LocalReply | undefined => {
	const nominated = connectionOptions(connection);
	for (let index = 0; index < rawFields.length; index += 2) {
		const name = rawFields[index]!.toLowerCase();
		const value = rawFields[index + 1]!;
		switch (requestFieldKind(name)) {
			case 'end-to-end': {
				appendField(sorted.headers, name, value);
				break;
			}

			case 'unknown': {
				if (!nominated.has(name)) {
					appendField(sorted.headers, name, value);
				}

				break;
			}

			case 'host': {
				if (sorted.host !== undefined) {
					return malformed('It has several Host fields.');
				}

				sorted.host = value;
				break;
			}

			case 'content-length': {
				if (sorted.contentLength !== undefined) {
					return malformed('It has several Content-Length fields.');
				}

				sorted.contentLength = value;
				break;
			}

			case 'transfer-encoding': {
				if (sorted.transferEncoding !== undefined) {
					return malformed('It has several Transfer-Encoding fields.');
				}

				sorted.transferEncoding = value;
				break;
			}

			case 'expect': {
				sorted.expect = join(sorted.expect, value);
				break;
			}

			case 'te': {
				sorted.te = join(sorted.te, value);
				break;
			}

			case 'via': {
				sorted.via = join(sorted.via, value);
				break;
			}

			case 'forwarded': {
				if (isTrusted && value !== '') {
					sorted.forwarded ??= {};
					sorted.forwarded[name] = join(sorted.forwarded[name], value);
				}

				break;
			}

			case 'ambiguous': {
				return malformed('It has a field that some take for Content-Length, Transfer-Encoding or Host.');
			}

			case 'dropped': {
				break;
			}
		}
	}

	return undefined;
};
