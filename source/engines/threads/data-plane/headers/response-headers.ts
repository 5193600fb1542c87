import type {IncomingMessage} from 'node:http';
import {cleanValue} from './field-value.js';
import {connectionOptions, hopByHopFields} from './hop-by-hop.js';

/** Fields that are forwarded even if the backend's `Connection` names them, as they are for all recipients (RFC 9110 §7.6.1). */
const endToEnd = [
	'accept-ranges',
	'access-control-allow-credentials',
	'access-control-allow-headers',
	'access-control-allow-methods',
	'access-control-allow-origin',
	'access-control-expose-headers',
	'age',
	'allow',
	'cache-control',
	'content-disposition',
	'content-encoding',
	'content-language',
	'content-location',
	'content-range',
	'content-security-policy',
	'content-type',
	'date',
	'etag',
	'expires',
	'last-modified',
	'link',
	'location',
	'pragma',
	'proxy-status',
	'retry-after',
	'server',
	'set-cookie',
	'strict-transport-security',
	'vary',
	'via',
	'www-authenticate',
	'x-content-type-options',
	'x-frame-options',
	'x-powered-by',
];

export type ResponseFieldKind = 'end-to-end' | 'dropped' | 'connection' | 'content-length' | 'transfer-encoding' | 'upgrade';

/** By name, in lower case; others are end-to-end unless `Connection` names them. */
export const responseFieldKinds: ReadonlyMap<string, ResponseFieldKind> = new Map<string, ResponseFieldKind>([
	...endToEnd.map(name => [name, 'end-to-end'] as const),
	...hopByHopFields.map(name => [name, 'dropped'] as const),
	['connection', 'connection'],
	['content-length', 'content-length'],
	['transfer-encoding', 'transfer-encoding'],
	['upgrade', 'upgrade'],
]);

/** A backend's header fields, sorted by how the proxy treats them. */
export type ResponseHeaders = {
	/** To be forwarded: `[name, value, …]`, in the backend's order and case. */
	fields: string[];
	contentLength: string | undefined;
	/** All fields joined by commas. */
	transferEncoding: string | undefined;
	/** All fields joined by commas. */
	upgrade: string | undefined;
};

const joined = (before: string | undefined, value: string): string => before === undefined ? value : `${before},${value}`;

const withoutNominated = (fields: readonly string[], nominated: ReadonlySet<string>): string[] =>
	fields.filter((_, index) => {
		const name = fields[index - (index % 2)]!.toLowerCase();
		return responseFieldKinds.has(name) || !nominated.has(name);
	});

/** @returns undefined if a field is ambiguous. */
export const sortResponseHeaders = ({rawHeaders}: Pick<IncomingMessage, 'rawHeaders'>): ResponseHeaders | undefined => {
	const sorted: ResponseHeaders = {
		fields: [], contentLength: undefined, transferEncoding: undefined, upgrade: undefined,
	};
	let connection: string | undefined;
	for (let index = 0; index < rawHeaders.length; index += 2) {
		const name = rawHeaders[index]!;
		const value = cleanValue(rawHeaders[index + 1]!);
		// RFC 9112 §5.1: recipients disagree on a name with trailing whitespace.
		if (value === undefined || name.endsWith(' ')) {
			return undefined;
		}

		switch (responseFieldKinds.get(name.toLowerCase())) {
			case undefined:
			case 'end-to-end': {
				sorted.fields.push(name, value);
				break;
			}

			case 'connection': {
				connection = joined(connection, value);
				break;
			}

			case 'content-length': {
				sorted.contentLength = value;
				break;
			}

			case 'transfer-encoding': {
				sorted.transferEncoding = joined(sorted.transferEncoding, value);
				break;
			}

			case 'upgrade': {
				sorted.upgrade = joined(sorted.upgrade, value);
				break;
			}

			case 'dropped': {
				break;
			}
		}
	}

	const nominated = connectionOptions(connection);
	if (nominated.size > 0) {
		sorted.fields = withoutNominated(sorted.fields, nominated);
	}

	return sorted;
};

/**
A backend's end-to-end header fields as `[name, value, …]`, without those of framing.

@returns undefined if a field is ambiguous.
*/
export const forwardedResponseHeaders = (response: Pick<IncomingMessage, 'rawHeaders'>): string[] | undefined => sortResponseHeaders(response)?.fields;
