import type {Agent, ClientRequest} from 'node:http';
import {EventEmitter} from 'node:events';
import https from 'node:https';
import type {LookupFunction} from 'node:net';
import {addressAttemptMs} from '../../../model/address-attempt.js';
import {type BackendTransport} from '../../../model/backend-transport.js';
import {localProxyHeader} from '../../../model/proxy-protocol/write-proxy-header.js';
import {http} from '../../../node-http/http.js';
import {Http2Request} from '../../../node-http/http2-client/http2-request.js';
import {openHttp2} from '../../../node-http/http2-client/open-http2.js';
import {sendFirst} from '../../../node-http/send-first.js';
import {http2Refused} from './failure-reason.js';

/** A request of a probe; the events are those of a `ClientRequest`. */
export type ProbeExchange = Pick<ClientRequest, 'on' | 'end' | 'destroy'>;

export type ProbeExchangeOptions = https.RequestOptions & {
	readonly hostname: string;
	readonly path: string;
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly maxHeaderSize: number;
	/** Sent by HTTP/2, which the backend then has to speak. */
	readonly body?: Uint8Array;
};

/** No connection is reused, so one key is enough. */
const onlyName = (): string => 'probe';

/** Fields of a connection, which HTTP/2 does without. */
const fieldsOfConnection = new Set(['connection', 'host', 'transfer-encoding']);

/** A request by HTTP/2, or by HTTP/1.1 if the other end of a connection with TLS has chosen that. */
class Http2Exchange extends EventEmitter {
	readonly #giveUp: () => void;
	#request: ProbeExchange | undefined;

	constructor(options: ProbeExchangeOptions, {lookup, tls, first}: {
		readonly lookup: LookupFunction | undefined;
		readonly tls: https.AgentOptions | undefined;
		readonly first: Uint8Array | undefined;
	}, byHttp1: () => ClientRequest) {
		super();
		const {hostname, path, method, headers, maxHeaderSize, servername, body} = options;
		const scheme = tls === undefined ? 'http' : 'https';
		const port = Number(options.port ?? (tls === undefined ? 80 : 443));
		this.#giveUp = openHttp2({
			origin: `${scheme}://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`, host: hostname, port, lookup, addressAttemptMs, tls: tls && {...tls, servername}, first,
		}, {
			onConnected() {},
			onSecured() {},
			onReady: session => {
				const fields = Object.fromEntries(Object.entries(headers).filter(([name]) => !fieldsOfConnection.has(name)));
				const request = new Http2Request(session, {
					fields: {
						':method': method, ':scheme': scheme, ':path': path, ':authority': headers.host, ...fields,
					}, hasBody: body !== undefined, isReused: false, maxHeaderBytes: maxHeaderSize,
				}) as unknown as ClientRequest;
				this.#follow(request);
				if (body !== undefined) {
					request.write(body);
					request.end();
				}
			},
			onHttp1: () => {
				if (body !== undefined) {
					this.emit('error', Object.assign(new Error('no HTTP/2'), {code: http2Refused}));
					return;
				}

				const request = byHttp1();
				this.#follow(request);
				request.end();
			},
			onFailed: error => {
				this.emit('error', error);
			},
		});
	}

	/** A body is sent once there is a session. */
	end(): void {}

	destroy(): void {
		this.#request?.destroy();
		this.#giveUp();
	}

	#follow(request: ProbeExchange): void {
		this.#request = request;
		for (const event of ['information', 'response', 'upgrade', 'error']) {
			request.on(event, (...told: unknown[]) => {
				this.emit(event, ...told);
			});
		}
	}
}

/** Opens requests of probes, each on a connection of its own, which proves more than a reused one: the backend still accepts them, and its certificate is still valid, which a resumed session would not show. */
export class ProbeExchanges {
	readonly #transport: BackendTransport;
	readonly #lookup: LookupFunction | undefined;
	readonly #first: Uint8Array | undefined;
	readonly #tls: https.AgentOptions;
	readonly #http: Agent;
	readonly #https: https.Agent;

	constructor(transport: BackendTransport, lookup: LookupFunction | undefined) {
		const {tls: {ca, cert, key, insecure}, sendProxy} = transport;
		const usual = {keepAlive: false, lookup, autoSelectFamilyAttemptTimeout: addressAttemptMs};
		this.#transport = transport;
		this.#lookup = lookup;
		this.#first = sendProxy === undefined ? undefined : localProxyHeader(sendProxy);
		this.#tls = {ca, cert, key, rejectUnauthorized: !insecure};
		this.#http = new http.Agent(usual);
		this.#https = new https.Agent({...usual, ...this.#tls, maxCachedSessions: 0});
		for (const agent of [this.#http, this.#https]) {
			agent.getName = onlyName;
			if (this.#first !== undefined) {
				sendFirst(agent, this.#first);
			}
		}
	}

	/** @param signal - Ends it with an error. */
	open(url: string, options: ProbeExchangeOptions, signal: AbortSignal): ProbeExchange {
		const isTls = url.startsWith('https:');
		const byHttp1 = (): ClientRequest => isTls
			? https.request({...options, agent: this.#https, signal})
			: http.request({...options, agent: this.#http, signal});
		if (options.body === undefined && !url.startsWith('h2c:') && !(isTls && this.#transport.http2)) {
			return byHttp1();
		}

		const exchange = new Http2Exchange(options, {lookup: this.#lookup, tls: isTls ? this.#tls : undefined, first: this.#first}, byHttp1);
		signal.addEventListener('abort', () => {
			exchange.destroy();
			exchange.emit('error', signal.reason);
		}, {once: true});
		return exchange as unknown as ProbeExchange;
	}
}
