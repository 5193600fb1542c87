import {hopByHopFields} from './hop-by-hop.js';

/** How the proxy treats a field of a client's request. */
export type RequestFieldKind =
	/** Forwarded even if the client's `Connection` names it, as end-to-end fields must not be named there (RFC 9110 §7.6.1). */
	| 'end-to-end'
	/** Forwarded unless the client's `Connection` names it. */
	| 'unknown'
	/** Not forwarded: meant for this proxy, or misunderstood by backends. */
	| 'dropped'
	/** A forwarded header, accepted from trusted peers only. */
	| 'forwarded'
	/** Refused: framing to a backend that treats `_` like `-`, as CGI does. */
	| 'ambiguous'
	| 'content-length'
	| 'expect'
	| 'host'
	| 'te'
	| 'transfer-encoding'
	| 'via';

const endToEnd = [
	'accept',
	'accept-charset',
	'accept-encoding',
	'accept-language',
	'access-control-request-headers',
	'access-control-request-method',
	'authorization',
	'cache-control',
	'content-disposition',
	'content-encoding',
	'content-language',
	'content-location',
	'content-range',
	'content-type',
	'cookie',
	'date',
	'dnt',
	'from',
	'if-match',
	'if-modified-since',
	'if-none-match',
	'if-range',
	'if-unmodified-since',
	'last-event-id',
	'max-forwards',
	'origin',
	'pragma',
	'priority',
	'range',
	'referer',
	'sec-ch-ua',
	'sec-ch-ua-mobile',
	'sec-ch-ua-platform',
	'sec-fetch-dest',
	'sec-fetch-mode',
	'sec-fetch-site',
	'sec-fetch-user',
	'sec-websocket-extensions',
	'sec-websocket-key',
	'sec-websocket-protocol',
	'sec-websocket-version',
	'traceparent',
	'tracestate',
	'upgrade-insecure-requests',
	'user-agent',
	'x-requested-with',
];

const forwarded = [
	'forwarded',
	'x-forwarded-for',
	'x-forwarded-host',
	'x-forwarded-port',
	'x-forwarded-proto',
	'client-cert',
	'client-cert-chain',
	'x-real-ip',
	'x-request-id',
];

/** By name, in lower case; of others see {@link requestFieldKind}. */
export const requestFieldKinds: ReadonlyMap<string, RequestFieldKind> = new Map<string, RequestFieldKind>([
	...endToEnd.map(name => [name, 'end-to-end'] as const),
	...hopByHopFields.map(name => [name, 'dropped'] as const),
	...forwarded.map(name => [name, 'forwarded'] as const),
	// CGI turns it into the variable HTTP_PROXY, which configures the proxy for the backend's own requests (httpoxy).
	['proxy', 'dropped'],
	['content-length', 'content-length'],
	['expect', 'expect'],
	['host', 'host'],
	['te', 'te'],
	['transfer-encoding', 'transfer-encoding'],
	['via', 'via'],
]);

const framing: ReadonlySet<RequestFieldKind> = new Set(['content-length', 'host', 'transfer-encoding']);

const kindByPrefix = (name: string): RequestFieldKind => {
	if (name.startsWith('x-forwarded-')) {
		return 'forwarded';
	}

	return name.startsWith('proxy-') ? 'dropped' : 'unknown';
};

/** A field with an underscore that some backends take for a field with a special meaning is not forwarded. */
const kindOfUnderscored = (name: string): RequestFieldKind => {
	const meant = requestFieldKind(name.replaceAll('_', '-'));
	if (meant === 'unknown' || meant === 'end-to-end') {
		return 'unknown';
	}

	return framing.has(meant) ? 'ambiguous' : 'dropped';
};

/** @param name - In lower case. */
export const requestFieldKind = (name: string): RequestFieldKind =>
	requestFieldKinds.get(name) ?? (name.includes('_') ? kindOfUnderscored(name) : kindByPrefix(name));
