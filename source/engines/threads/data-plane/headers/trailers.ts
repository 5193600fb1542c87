import {cleanValue} from './field-value.js';
import {requestFieldKind} from './request-fields.js';

/** Fields that are needed before the body, or must not be merged into a header (RFC 9110 §6.5.1). */
const notInTrailers = new Set([
	'authorization',
	'cache-control',
	'content-encoding',
	'content-range',
	'content-type',
	'cookie',
	'if-match',
	'if-modified-since',
	'if-none-match',
	'if-range',
	'if-unmodified-since',
	'location',
	'max-forwards',
	'pragma',
	'range',
	'retry-after',
	'set-cookie',
	'vary',
	'www-authenticate',
]);

/**
The trailers that may be forwarded, in either direction.

@param raw - `[name, value, name, value, …]`
*/
export const forwardedTrailers = (raw: readonly string[]): Array<[string, string]> => {
	const forwarded: Array<[string, string]> = [];
	for (let index = 0; index < raw.length; index += 2) {
		const name = raw[index]!;
		const lowerCaseName = name.toLowerCase();
		const value = cleanValue(raw[index + 1]!);
		const kind = requestFieldKind(lowerCaseName);
		if (value !== undefined && !name.endsWith(' ') && (kind === 'unknown' || kind === 'end-to-end') && !notInTrailers.has(lowerCaseName)) {
			forwarded.push([name, value]);
		}
	}

	return forwarded;
};
