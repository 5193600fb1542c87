import type {Agent, ClientRequest, IncomingMessage, ServerResponse} from 'node:http';
import process from 'node:process';
import {Readable} from 'node:stream';
import {createProxyServer} from 'http-proxy';
import type {RequestHeaders} from '../headers/request-headers.js';
import type {BackendTarget} from './backend-target.js';

export type Sending = {
	readonly target: BackendTarget;
	readonly agent: Agent;
	/** Whether the client's request is piped: it has no body, and the agent gives it a connection at once. */
	readonly isPipedItself: boolean;
	/**
	Called with the request that goes to the backend once it has been given a connection, which need not stand yet. Nothing of it
	is sent before the body gives its first byte, or its end. A request that is piped itself ends by itself.
	*/
	readonly onRequest: (upstream: ClientRequest, body: Readable) => void;
	/** No connection could be given to it. */
	readonly onFailure: (error: NodeJS.ErrnoException) => void;
};

type Pending = Sending & {
	/** As it has to be sent; undefined where http-proxy leaves it alone. */
	readonly framing: RequestHeaders | undefined;
};

/** Of these, http-proxy takes the framing off a body in chunks, which would make a request of the body, and gives others a length. */
const losesFraming = new Set(['DELETE', 'OPTIONS']);

/** By what is piped. A request that is piped itself is given its connection before another attempt can begin. */
const pending = new WeakMap<object, Pending>();

const restoreFraming = (upstream: ClientRequest, framing: RequestHeaders): void => {
	for (const name of ['content-length', 'transfer-encoding']) {
		const value = framing[name];
		if (value === undefined) {
			upstream.removeHeader(name);
		} else {
			upstream.setHeader(name, value);
		}
	}
};

const createHttpProxy = () => {
	// With it, http-proxy would send by fetch. Each worker has an environment of its own.
	delete process.env['FORCE_FETCH_PATH'];
	const server = createProxyServer({
		selfHandleResponse: true,
		prependPath: false,
		// Both keep http-proxy from parsing the request target, which it would alter or throw on.
		toProxy: true,
		ignorePath: true,
	});
	server.on('proxyReq', (upstream, request, _response, {buffer}) => {
		const body = (buffer ?? request) as Readable;
		const {framing, onRequest} = pending.get(body)!;
		pending.delete(body);
		upstream.path = request.url!;
		try {
			if (framing !== undefined) {
				restoreFraming(upstream, framing);
			}

			onRequest(upstream, body);
		} catch (error) {
			upstream.destroy(error as Error);
		}
	});
	// Failures are handled elsewhere; without a listener, http-proxy would throw.
	return server.on('error', () => {});
};

const httpProxy = createHttpProxy();

/**
Takes off what http-proxy has just begun to listen for, up to the end of the whole exchange: one that waits for a backend makes any
number of tries. To be called right after {@link sendRequest}.
*/
export const listenNoLonger = (request: IncomingMessage, response: ServerResponse): void => {
	for (const [emitter, event] of [[request, 'error'], [response, 'close']] as const) {
		emitter.off(event, emitter.listeners(event).at(-1) as () => void);
	}
};

/**
Sends a request to a backend through http-proxy.

@throws {Error} When it has a header field that cannot be sent.
*/
export const sendRequest = (request: IncomingMessage, response: ServerResponse, sending: Sending): void => {
	const {target, agent, isPipedItself, onFailure} = sending;
	const headers = request.headers as RequestHeaders;
	let framing: RequestHeaders | undefined;
	if (losesFraming.has(request.method!)) {
		framing = headers;
		request.headers = {...headers};
	}

	// Another one holds nothing itself: what it is given goes on at once.
	const body = isPipedItself ? request : new Readable({highWaterMark: 0, read() {}});
	pending.set(body, {...sending, framing});
	httpProxy.web(request, response, {target, agent, ...(!isPipedItself && {buffer: body})}, error => {
		// Later failures are seen on the request to the backend itself.
		if (pending.delete(body)) {
			onFailure(error);
		}
	});
};
