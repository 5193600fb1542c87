import {Buffer} from 'node:buffer';
import {http} from '../../../node-http/http.js';
import type {ExchangeErrorCode} from '../../../model/access-log-entry.js';
import {headText} from './headers/head-text.js';
import {httpDate} from './headers/http-date.js';

/** A local reply. */
export type LocalReply = {
	readonly status: number;
	readonly code: ExchangeErrorCode;
	readonly title: string;
	/** Never contains data of a client. */
	readonly detail?: string;
	/**
	RFC 9209 §2.3 error type.

	@default 'http_request_error', if the request itself is at fault
	*/
	readonly proxyError?: string;
	/** Whether the connection is closed, as the bytes that follow cannot be parsed as a request. */
	readonly closes?: true;
	/** Sent instead of problem details, as nothing is wrong. */
	readonly content?: string;
	/** Further header fields, as `[name, value, …]`. */
	readonly fields?: readonly string[];
};

/** For `Retry-After` (RFC 9110 §10.2.3). */
export const retryFields = ['Retry-After', '1'] as const;

/** An ambiguous request. */
export const malformed = (detail: string) => ({
	status: 400, code: 'malformed_request', title: 'The request is malformed', detail, closes: true,
} as const satisfies LocalReply);

export const localReplies = {
	clientCertificateRequired: {
		status: 403, code: 'client_certificate_required', title: 'A client certificate is required', detail: 'The client has sent none.', proxyError: 'http_request_denied',
	},
	clientCertificateRefused: {
		status: 403, code: 'client_certificate_refused', title: 'The client certificate is not accepted', proxyError: 'http_request_denied',
	},
	httpsRequired: {
		status: 308, code: 'https_required', title: 'This is served over HTTPS', proxyError: 'http_request_denied',
	},
	acmeChallenge: {
		status: 200, code: 'acme_challenge', title: 'The response to an ACME challenge',
	},
	requestTimeout: {
		status: 408, code: 'request_timeout', title: 'The request did not arrive in time', closes: true,
	},
	bodyTooLarge: {
		status: 413, code: 'body_too_large', title: 'The request body is too large', closes: true,
	},
	uriTooLong: {
		status: 414, code: 'uri_too_long', title: 'The request target is too long', closes: true,
	},
	expectationFailed: {
		status: 417, code: 'expectation_failed', title: 'The only expectation that can be met is 100-continue', closes: true,
	},
	headersTooLarge: {
		status: 431, code: 'headers_too_large', title: 'The request header is too large', closes: true,
	},
	rateLimited: {
		status: 429, code: 'rate_limited', title: 'Too many requests', proxyError: 'http_request_denied',
	},
	misdirected: {
		status: 421, code: 'misdirected_request', title: 'The connection was opened for another host', detail: 'Ask on a connection of its own.', proxyError: 'http_request_denied',
	},
	http1Required: {
		status: 421, code: 'http_1_1_required', title: 'Connection-based authentication needs HTTP/1.1', proxyError: 'http_request_denied',
	},
	methodNotSupported: {
		status: 501, code: 'method_not_supported', title: 'The request method is not supported', closes: true,
	},
	noBackend: {
		status: 503, code: 'no_backend_available', title: 'No backend is available', proxyError: 'destination_unavailable', fields: retryFields,
	},
	queueFull: {
		status: 503, code: 'queue_full', title: 'Too many requests are queued for a backend', proxyError: 'connection_limit_reached', fields: retryFields,
	},
	queueTimeout: {
		status: 503, code: 'queue_timeout', title: 'The request timed out in the queue for a backend', proxyError: 'connection_limit_reached', fields: retryFields,
	},
	overloaded: {
		status: 503, code: 'overloaded', title: 'The proxy has run out of connections', proxyError: 'proxy_internal_error', fields: retryFields,
	},
	unreachable: {
		status: 502, code: 'backend_unreachable', title: 'The backend could not be reached', proxyError: 'connection_refused',
	},
	tlsFailed: {
		status: 502, code: 'backend_tls_failed', title: 'The TLS connection to the backend failed', proxyError: 'tls_protocol_error',
	},
	reset: {
		status: 502, code: 'backend_reset', title: 'The backend closed the connection without a response', proxyError: 'connection_terminated',
	},
	invalidResponse: {
		status: 502, code: 'backend_invalid_response', title: 'The backend sent an invalid response', proxyError: 'http_protocol_error',
	},
	connectTimeout: {
		status: 504, code: 'connect_timeout', title: 'The backend did not accept the connection in time', proxyError: 'connection_timeout',
	},
	idleTimeout: {
		status: 504, code: 'idle_timeout', title: 'The backend did not accept the request in time', proxyError: 'connection_write_timeout',
	},
	responseTimeout: {
		status: 504, code: 'response_timeout', title: 'The backend did not respond in time', proxyError: 'http_response_timeout',
	},
	loopDetected: {
		status: 508, code: 'loop_detected', title: 'The request has already passed through this proxy', proxyError: 'proxy_loop_detected',
	},
	internal: {
		status: 500, code: 'internal_error', title: 'The proxy failed to handle the request', proxyError: 'proxy_internal_error',
	},
} as const satisfies Record<string, LocalReply>;

/** A rendered local reply. */
export type ReplyMessage = {
	readonly status: number;
	readonly statusText: string;
	/** `[name, value, …]`, without `Date`, `Connection` and `Keep-Alive`. */
	readonly fields: readonly string[];
	/** Problem details (RFC 9457). Omitted in the reply to HEAD. */
	readonly body: Buffer;
};

/** Renders a local reply. */
export const replyMessage = ({status, code, title, detail, content, proxyError = 'http_request_error', fields = []}: LocalReply): ReplyMessage => {
	const body = Buffer.from(content ?? `${JSON.stringify({type: 'about:blank', title, status, detail, code})}\n`);
	return {
		status,
		statusText: http.STATUS_CODES[status]!,
		fields: [
			'Content-Type',
			content === undefined ? 'application/problem+json' : 'application/octet-stream',
			'Content-Length',
			String(body.length),
			// The proxy's name in `Proxy-Status` (RFC 9209 §2).
			...content === undefined ? ['Proxy-Status', `proxy-tui; error=${proxyError}`] : [],
			...fields,
		],
		body,
	};
};

/**
The head of a reply in the form of node:http, for replies that it does not write.

@param keepAliveSeconds - Announced keep-alive timeout; undefined if the connection is closed.
*/
export const replyHead = ({status, statusText, fields}: ReplyMessage, keepAliveSeconds?: number): string =>
	headText(`HTTP/1.1 ${status} ${statusText}`, [
		...fields,
		'Date',
		httpDate(),
		...keepAliveSeconds === undefined ? ['Connection', 'close'] : ['Connection', 'keep-alive', 'Keep-Alive', `timeout=${keepAliveSeconds}`],
	]);
