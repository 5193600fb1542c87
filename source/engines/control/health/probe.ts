import type {IncomingMessage} from 'node:http';
import {http} from '../../../node-http/http.js';
import {backendHost} from '../../../model/backend-host.js';
import {usualTransport} from '../../../model/backend-transport.js';
import {type HealthMethod, noGrpc} from '../../../model/health-check-settings.js';
import {isExpectedStatus, type ExpectedStatus} from '../../../model/expected-status.js';
import type {HealthFailure} from '../../../model/health-failure.js';
import type {DnsCache} from '../../../model/dns-cache.js';
import {lookupError, lookupFailureReason, noAnswer} from '../../../model/name-answer.js';
import {tlsServerName} from '../../../model/tls-server-name.js';
import {type ProbeExchange, type ProbeExchangeOptions, ProbeExchanges} from './probe-exchange.js';
import {startDeadline} from './probe-deadline.js';
import {failureReason, isLocalError, isSilence} from './failure-reason.js';
import {
	grpcFields,
	grpcHealthPath,
	grpcHealthRequest,
	readGrpcHealth,
} from './grpc-health.js';
import {searchBody} from './search-body.js';

export const statusInWords = (status: number): string => `${status} ${http.STATUS_CODES[status] ?? ''}`.trimEnd();

export type ProbeRequest = {
	/** Origin of the backend. */
	readonly url: string;
	/** The name under which it was found. */
	readonly origin?: string | undefined;
	/** Path and query to request. */
	readonly path: string;
	/** Timeout of the whole probe, lookup and handshakes included, in milliseconds. */
	readonly timeoutMs: number;
	readonly expected: readonly ExpectedStatus[];
	/** @default GET */
	readonly method?: HealthMethod;
	/** Added to the default fields, or replacing them. */
	readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
	/** Text that the body must contain. */
	readonly body?: string;
	/** The gRPC service that is asked for, in place of path, method, statuses and text; `on` for the whole server. @default off */
	readonly grpc?: string;
};

export type ProbeResult = {
	/** `inconclusive`: a local error or cancellation, which says nothing about the backend. */
	readonly verdict: 'passed' | 'failed' | 'inconclusive';
	readonly durationMs: number;
	/** In words: `200 OK`, `connection refused`, `no response in 5 s`. */
	readonly reason: string;
	/** How it failed, if it did. */
	readonly failure?: HealthFailure;
};

/** Probes a backend once. Never rejects. The signal cancels it. */
export type Probe = (request: ProbeRequest, signal: AbortSignal) => Promise<ProbeResult>;

/** Failures this long after the deadline are caused by a stalled process, not by the backend. */
const lateToleranceMs = 500;

/** The limit for traffic is the setting `maxResponseHeader`; nothing is kept here. */
const maxHeaderBytes = 1024 * 1024;

/** More interim (1xx) responses than an honest server sends; RFC 9110 §15.2 sets no limit. */
const maxInterimResponses = 16;

const inWords = (milliseconds: number) => milliseconds < 1000 ? `${milliseconds} ms` : `${Number((milliseconds / 1000).toFixed(1))} s`;

/** Request options for Node. */
const requestOptions = ({url, origin, path, method = 'GET', headers = [], grpc = noGrpc}: ProbeRequest, version: string): ProbeExchangeOptions => {
	const {hostname, port} = new URL(url);
	const isGrpc = grpc !== noGrpc;
	const called = backendHost({url, ...(origin !== undefined && {origin})});
	return {
		hostname: hostname.replaceAll(/^\[|\]$/gv, ''),
		...(port !== '' && {port}),
		path: isGrpc ? grpcHealthPath : path,
		method: isGrpc ? 'POST' : method,
		...(isGrpc && {body: grpcHealthRequest(grpc)}),
		headers: {
			host: called.host,
			'user-agent': `proxy-tui/${version} (health check)`,
			...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
			...(isGrpc && grpcFields),
			connection: 'close',
		},
		maxHeaderSize: maxHeaderBytes,
		// The response goes no further, and a backend whose responses reach clients is healthy.
		insecureHTTPParser: true,
		// Otherwise Node would use the name of a Host field for SNI and verification.
		servername: tlsServerName(called.hostname),
	};
};

/**
A probe over HTTP: one request on a new connection; h2c backends, and those with TLS that are asked for it, get HTTP/2. The response's headers decide and, if a text is expected, the beginning of its body;
redirects are not followed.

@param version - Of this package, for the User-Agent header.
@param transport - As for traffic.
@param names - The DNS cache; Node resolves if undefined.
*/
export const createHttpProbe = (version: string, transport = usualTransport, names?: DnsCache): Probe => {
	const exchanges = new ProbeExchanges(transport, names?.lookup);
	/** The request is the same each time. */
	const optionsOf = new WeakMap<ProbeRequest, ProbeExchangeOptions>();
	return async (asked, signal) => {
		const {url, timeoutMs, expected, body, grpc = noGrpc} = asked;
		return new Promise(resolve => {
			const startedAt = performance.now();
			let request: ProbeExchange | undefined;

			const settle = (verdict: ProbeResult['verdict'], reason: string, failure?: HealthFailure) => {
				cancelDeadline();
				request?.destroy();
				resolve({
					verdict, durationMs: performance.now() - startedAt, reason, ...(failure !== undefined && {failure}),
				});
			};

			const fail = (reason: string, failure: HealthFailure) => {
				const lateMs = performance.now() - startedAt - timeoutMs;
				settle(lateMs > lateToleranceMs ? 'inconclusive' : 'failed', reason, failure);
			};

			const failWith = (error: unknown) => {
				if (signal.aborted) {
					settle('inconclusive', 'cancelled');
				} else if (isLocalError(error)) {
					settle('inconclusive', failureReason(error));
				} else {
					fail(failureReason(error), isSilence(error) ? 'no-answer' : 'wrong-answer');
				}
			};

			const judge = (status: number, response?: IncomingMessage) => {
				if (grpc !== noGrpc) {
					if (status !== 200 || response === undefined) {
						fail(`${statusInWords(status)}, which is not gRPC's`, 'wrong-answer');
						return;
					}

					readGrpcHealth(response, ({isServing, reason}) => {
						if (isServing) {
							settle('passed', reason);
						} else {
							fail(reason, 'wrong-answer');
						}
					});
				} else if (!isExpectedStatus(status, expected)) {
					fail(statusInWords(status), status);
				} else if (body === undefined) {
					settle('passed', statusInWords(status));
				} else if (response === undefined) {
					fail(`${statusInWords(status)}, without the expected text`, 'wrong-answer');
				} else {
					searchBody(response, body, isFound => {
						if (isFound) {
							settle('passed', statusInWords(status));
						} else {
							fail(`${statusInWords(status)}, without the expected text`, 'wrong-answer');
						}
					});
				}
			};

			const cancelDeadline = startDeadline(timeoutMs, () => {
				const {hostname} = new URL(url);
				fail(names?.isAwaited(hostname) ? lookupFailureReason(lookupError(hostname, noAnswer))! : `no response in ${inWords(timeoutMs)}`, 'no-answer');
			});

			try {
				let options = optionsOf.get(asked);
				if (options === undefined) {
					options = requestOptions(asked, version);
					optionsOf.set(asked, options);
				}

				request = exchanges.open(url, options, signal);
			} catch (error) {
				failWith(error);
				return;
			}

			let interimResponses = 0;
			request.on('information', () => {
				interimResponses += 1;

				if (interimResponses > maxInterimResponses) {
					fail('invalid response: too many interim responses', 'wrong-answer');
				}
			});
			request.on('response', response => {
				// No effect once there is a result: destroying the exchange ends the response with an error, too.
				response.on('error', failWith);
				judge(response.statusCode ?? 0, response);
			});
			request.on('upgrade', (response, socket) => {
				socket.destroy();
				judge(response.statusCode ?? 0);
			});
			// Never removed: a socket may fail again after the result.
			request.on('error', failWith);
			request.end();
		});
	};
};
