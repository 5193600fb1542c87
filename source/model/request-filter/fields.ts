import {normalAddress} from '../ip-address.js';
import {targetPath} from '../target-path.js';
import type {Condition, Unusable} from './condition.js';
import type {FilterField} from './filter-field.js';
import {numberCondition} from './number-condition.js';
import {mostFrequent, roundBounds} from './offers.js';
import {readAge, readBytes, readMilliseconds, readNumber} from './number-range.js';
import {begins, contains, equals, textCondition} from './text-condition.js';

const readStatusNumber = numberCondition({
	read: readNumber,
	// A request whose response has not begun has none.
	take: ({status}) => status === 0 ? NaN : status,
	meaning: numbers => `with status ${numbers}`,
	allowed: 'status: try 5xx, 404, 400-499 or >=400',
});

const readStatus = (value: string): Condition | Unusable => {
	const hundreds = /^(?<hundreds>[1-5])xx$/iv.exec(value)?.groups?.['hundreds'];
	return readStatusNumber(hundreds === undefined ? value : `${hundreds}00-${hundreds}99`);
};

const readBackend = (value: string): Condition => {
	const wanted = value.toLowerCase();
	return {
		test: ({backend}) => backend !== undefined && (backend.id === wanted || backend.url.toLowerCase().includes(wanted)),
		meaning: `at the backend with “${value}” in its URL, or as its id`,
	};
};

const readPath = (value: string): Condition => value.startsWith('/')
	? textCondition({take: ({target}) => [target], words: 'whose path begins with', isMatch: begins})(value)
	: textCondition({take: ({target}) => [target], words: 'whose path contains', isMatch: contains})(value);

const readClientText = textCondition({take: ({client}) => [client], words: 'from clients whose address begins with', isMatch: begins});

const readError = (value: string): Condition => value.toLowerCase() === 'any'
	? {test: ({error}) => error !== undefined, meaning: 'with a local reply'}
	: textCondition({take: ({error}) => [error], words: 'with an error that contains', isMatch: contains})(value);

const readState = (value: string): Condition | Unusable => value.toLowerCase() === 'open'
	? {test: ({phase}) => phase !== undefined, meaning: 'in flight'}
	: {problem: `“${value}” is not a valid state: try open.`};

/** Round bounds for observed values, or defaults if there are too few. */
const offerBounds = (amounts: readonly number[], write: (bound: number) => string, otherwise: readonly string[]): readonly string[] => {
	const bounds = roundBounds(amounts).map(bound => `>${write(bound)}`);
	return bounds.length === 0 ? otherwise : bounds;
};

const writeMilliseconds = (bound: number): string => bound < 1000 ? String(bound) : `${bound / 1000}s`;

const writeBytes = (bound: number): string => {
	if (bound < 1e6) {
		return bound < 1000 ? String(bound) : `${bound / 1000}k`;
	}

	return `${bound / 1e6}M`;
};

/** The fields of filters, in the order of completions. */
export const filterFields: readonly FilterField[] = [
	{
		name: 'status',
		help: 'response status',
		example: '5xx',
		values: ['5xx', '4xx', '3xx', '2xx'],
		offers: seen => mostFrequent(seen, ({status}) => String(status)),
		valueOf: ({status}) => status === 0 ? undefined : `${Math.floor(status / 100)}xx`,
		read: readStatus,
	},
	{
		name: 'ms',
		help: 'duration in milliseconds',
		example: '>200',
		offers: seen => offerBounds(seen.map(({durationMs}) => durationMs), writeMilliseconds, ['>100', '>200', '>500', '>1s']),
		valueOf: ({durationMs}) => `>=${Math.floor(durationMs)}`,
		read: numberCondition({
			read: readMilliseconds,
			take: ({durationMs}) => durationMs,
			unit: ' ms',
			meaning: numbers => `that took ${numbers}`,
			allowed: 'time: try >200, <=50, 100-500 or >1.5s',
		}),
	},
	{
		name: 'age',
		help: 'age in seconds',
		example: '<1m',
		isTimed: true,
		values: ['<10s', '<1m', '<5m'],
		valueOf: () => undefined,
		read: numberCondition({
			read: readAge,
			take: ({startedAt}, now) => now - startedAt,
			unit: ' s',
			meaning: numbers => `that arrived ${numbers} ago`,
			allowed: 'time: try <1m, >30s or 10-60',
		}),
	},
	{
		name: 'backend',
		help: 'backend that responded, or of the last attempt',
		example: '9091',
		valueOf: ({backend}) => backend?.url.replace(/^https?:\/\//v, ''),
		read: readBackend,
	},
	{
		name: 'method',
		help: 'request method',
		example: 'POST',
		values: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
		valueOf: ({method}) => method,
		read: textCondition({take: ({method}) => [method], words: 'with the method', isMatch: equals}),
	},
	{
		name: 'path',
		help: 'path and query; with a leading / as a prefix',
		example: '/api',
		valueOf: ({target}) => targetPath(target),
		read: readPath,
	},
	{
		name: 'client',
		help: 'client address, as a prefix',
		example: '10.0.',
		valueOf: ({client}) => client,
		read: value => readClientText(normalAddress(value) ?? value),
	},
	{
		name: 'proto',
		help: 'protocol of the client: h2 or h1',
		example: 'h2',
		values: ['h2', 'h1'],
		valueOf: ({protocol}) => protocol ?? 'h1',
		read: textCondition({take: ({protocol}) => [protocol ?? 'h1'], words: 'by the protocol', isMatch: equals}),
	},
	{
		name: 'sni',
		help: 'name that the client asked for in TLS',
		example: 'example.com',
		valueOf: ({tls}) => tls?.serverName,
		read: textCondition({take: ({tls}) => [tls?.serverName], words: 'over TLS for a name that contains', isMatch: contains}),
	},
	{
		name: 'agent',
		help: 'user agent',
		example: 'curl',
		valueOf: ({userAgent}) => userAgent,
		read: textCondition({take: ({userAgent}) => [userAgent], words: 'whose user agent contains', isMatch: contains}),
	},
	{
		name: 'error',
		help: 'error of a local reply, or any',
		example: 'timeout',
		values: ['any'],
		valueOf: ({error}) => error,
		read: readError,
	},
	{
		name: 'size',
		help: 'response body size in bytes',
		example: '>10k',
		offers: seen => offerBounds(seen.map(({responseBytes}) => responseBytes), writeBytes, ['>10k', '>100k', '>1M']),
		valueOf: ({responseBytes}) => `>=${responseBytes}`,
		read: numberCondition({
			read: readBytes,
			take: ({responseBytes}) => responseBytes,
			unit: ' bytes',
			meaning: numbers => `answered with ${numbers}`,
			allowed: 'size: try >10k, <512 or 1M-5M',
		}),
	},
	{
		name: 'tries',
		help: 'number of attempts at backends',
		example: '>1',
		values: ['>1', '0'],
		valueOf: ({attempts}) => String(attempts),
		read: numberCondition({
			read: readNumber,
			take: ({attempts}) => attempts,
			meaning: numbers => `with ${numbers} attempts`,
			allowed: 'number: try >1 or 0',
		}),
	},
	{
		name: 'id',
		help: 'request id or trace id, as a prefix',
		example: '4f2a',
		valueOf: ({requestId}) => requestId,
		read: textCondition({take: ({requestId, traceId}) => [requestId, traceId], words: 'whose request or trace id begins with', isMatch: begins}),
	},
	{
		name: 'is',
		help: 'state: open for those in flight',
		example: 'open',
		isOfOpen: true,
		values: ['open'],
		valueOf: ({phase}) => phase === undefined ? undefined : 'open',
		read: readState,
	},
];

export const filterFieldOf = (name: string): FilterField | undefined => filterFields.find(field => field.name === name.toLowerCase());

/** A term without a field. */
export const readBareText = textCondition({
	take: ({method, target, status, backend, client, error}) => [method, target, String(status), backend?.url, client, error],
	words: 'that show',
	isMatch: contains,
});
