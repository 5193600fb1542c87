/*
In what the lanes differ on purpose. All else is compared: messages to backends and clients, ends of connections, log records, and
counters. Bodies are compared without their chunks, of which the fast lane keeps those that came and node:http makes new ones.
*/
import type {Outcome} from './lane-outcome.js';

type Fields = ReadonlyArray<readonly [name: string, value: string]>;

const knownMethods = new Set(['GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND']);

/** With these, the outcome differs: they are not generated. */
const avoided: ReadonlyArray<{readonly what: string; readonly why: string; readonly isIn: (bytes: string) => boolean}> = [
	{
		what: 'requests with a repeated Content-Length',
		why: 'the parser of Node refuses them; a recipient may take them (RFC 9112 §6.3)',
		isIn: bytes => bytes.split('\r\n\r\n').some(head => /content-length:[^\n]*(?:,|\n(?:[^\n]+\n)*content-length:)/iv.test(head)),
	},
	{
		what: 'methods that Node does not know',
		why: 'the parser of Node refuses them; any token is a method (RFC 9110 §9.1)',
		isIn: bytes => Array.from(bytes.matchAll(/(?<![\w!#$%\u{26}'*+\-.^`\|~])(?<method>[\w!#$%\u{26}'*+\-.^`\|~]{1,40}) [!-~]+ HTTP\/1/gv), ({groups}) => groups!['method']!).some(method => !knownMethods.has(method)),
	},
	{
		what: 'connections that begin with no method that Node knows',
		why: 'the parser of Node refuses them in other words, depending on how much of them comes at once',
		isIn: bytes => !knownMethods.has(/^\s*(?<method>[A-Z]+) /v.exec(bytes)?.groups!['method'] ?? ''),
	},
	{
		what: 'Proxy-Connection that says close or keep-alive',
		why: 'the parser of Node takes it for Connection; it is no field of HTTP (RFC 9112 appendix C.2.2)',
		isIn: bytes => /proxy-connection:[\t ]*(?:close|keep-alive)/iv.test(bytes),
	},
	{
		what: 'PUT and DELETE without a body',
		why: 'they are repeated if a reused connection fails, and each lane has connections of its own, so that a request that is handed over finds none',
		isIn: bytes => bytes.split('\r\n\r\n').some(head => /(?:PUT|DELETE) [!-~]+ HTTP/v.test(head) && !/content-length: *0*[1-9]|transfer-encoding:/iv.test(head)),
	},
];

export const isAvoided = (bytes: string): boolean => avoided.some(({isIn}) => isIn(bytes));

const hideChance = (name: string, value: string): string => {
	switch (name) {
		case 'x-request-id': {
			return value.replace(/^[\da-z]{16}-\w+$/v, '(new)');
		}

		case 'traceparent': {
			return value.replace(/^00-[\da-f]{32}-[\da-f]{16}/v, id => id.startsWith('00-0af7651916cd43dd8448eb211c80319c-') ? '(kept)' : '(new)');
		}

		case 'x-forwarded-port': {
			return '(port)';
		}

		case 'host': {
			return value.replace(/^127\.0\.0\.1:\d+$/v, '(backend)');
		}

		case 'date': {
			return value.endsWith('1994 08:49:37 GMT') ? value : '(now)';
		}

		case 'set-cookie': {
			return value.replace(/^proxy_tui_session=[^;]*/v, '(session)');
		}

		default: {
			return value.replaceAll(/proxy-tui-[\da-f]+/gv, '(instance)');
		}
	}
};

/** These are hidden in the fields of all messages. */
const hiddenInFields: ReadonlyArray<{readonly what: string; readonly why: string; readonly hide: (fields: Fields) => Fields}> = [
	{
		what: 'the letter case of field names',
		why: 'the fast lane sends lines as they came, node:http sends names of requests in lower case',
		hide: fields => fields.map(([name, value]) => [name.toLowerCase(), value]),
	},
	{
		what: 'several Cookie fields',
		why: 'node:http joins them, which means the same (RFC 9113 §8.2.3)',
		hide(fields) {
			const cookies = fields.filter(([name]) => name === 'cookie').map(([, value]) => value);
			return cookies.length < 2 ? fields : [...fields.filter(([name]) => name !== 'cookie'), ['cookie', cookies.join('; ')]];
		},
	},
	{
		what: 'the order of fields of different names',
		why: 'the fast lane sends those of the proxy behind all others; that order has no meaning (RFC 9110 §5.3)',
		hide: fields => fields.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))),
	},
	{
		what: 'ids, times and ports',
		why: 'each proxy has its own',
		hide: fields => fields.map(([name, value]) => [name, hideChance(name, value)]),
	},
];

export const hideInFields = (fields: Fields): Fields => {
	let result = fields;
	for (const {hide} of hiddenInFields) {
		result = hide(result);
	}

	return result;
};

export const byText = (one: unknown, other: unknown): number => JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;

const bodyErrors = new Set<unknown>(['malformed_request', 'body_too_large', 'headers_too_large']);

/** These are hidden in all that a lane did. */
const hiddenInOutcomes: ReadonlyArray<{readonly what: string; readonly why: string; readonly hide: (outcome: Outcome) => Outcome}> = [
	{
		what: 'what has been passed on of a body when it or its trailers prove to be malformed or too large, and the words that say why',
		why: 'each lane has a reader of its own; node:http reads ahead of what is sent, and bodies of requests that wait as well',
		hide: outcome => outcome.log.some(({error}) => bodyErrors.has(error))
			? {
				...outcome,
				toBackends: [],
				backends: [],
				log: outcome.log.map(({status, error, ...rest}) => bodyErrors.has(error) ? {status, error} : {status, error, ...rest}),
				totals: {...outcome.totals, requestBytes: 0, responseBytes: 0},
				toClient: outcome.toClient.map(message => typeof message === 'string' || !/^4(?:00|13|31)/v.test(message.startLine) ? message : message.startLine),
			}
			: outcome,
	},
	{
		what: 'the order of log records',
		why: 'node:http reads ahead, so that a malformed request is logged before the one that is answered before it',
		hide: outcome => ({...outcome, log: outcome.log.toSorted(byText)}),
	},
];

export const hideInOutcome = (outcome: Outcome): Outcome => {
	let result = outcome;
	for (const {hide} of hiddenInOutcomes) {
		result = hide(result);
	}

	return result;
};
