import type {Agent, ClientRequest, IncomingMessage, ServerResponse} from 'node:http';
import process from 'node:process';
import {Readable} from 'node:stream';
import {createProxyServer} from 'http-proxy';
import type {RequestHeaders} from '../headers/request-headers.js';
import type {BackendTarget} from './backend-target.js';

export type Sending = {
	readonly target: BackendTarget;
	readonly agent: Agent;
	/** Whether the client's request is piped: if it has no body, and the agent does not queue it. */
	readonly isPipedItself: boolean;
	/**
	Called with the request to the backend once it has been assigned a connection, which need not be established yet. Nothing is sent
	before the first byte or the end of the body. A request that is piped itself ends by itself.
	*/
	readonly onRequest: (upstream: ClientRequest, body: Readable) => void;
	/** No connection could be assigned. */
	readonly onFailure: (error: NodeJS.ErrnoException) => void;
};

type Pending = Sending & {
	/** To be restored; undefined if http-proxy keeps it. */
	readonly framing: RequestHeaders | undefined;
};

/** With these methods, http-proxy removes the framing of a chunked body, which would turn the body into a request, and adds a length to others. */
const losesFraming = new Set(['DELETE', 'OPTIONS']);

/** By the piped stream. A request that is piped itself gets its connection before another attempt can begin. */
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
	// It would make http-proxy use fetch. Each worker has its own environment.
	delete process.env['FORCE_FETCH_PATH'];
	const server = createProxyServer({
		selfHandleResponse: true,
		prependPath: false,
		// Both keep http-proxy from parsing the request target, which it would alter or refuse.
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
Removes the listeners that http-proxy has just added for the whole exchange, as an exchange that waits for a backend can make any
number of attempts. Call right after {@link sendRequest}.
*/
export const listenNoLonger = (request: IncomingMessage, response: ServerResponse): void => {
	for (const [emitter, event] of [[request, 'error'], [response, 'close']] as const) {
		emitter.off(event, emitter.listeners(event).at(-1) as () => void);
	}
};

/**
Sends a request to a backend through http-proxy.

@throws {Error} If it has an invalid header field.
*/
export const sendRequest = (request: IncomingMessage, response: ServerResponse, sending: Sending): void => {
	const {target, agent, isPipedItself, onFailure} = sending;
	const headers = request.headers as RequestHeaders;
	let framing: RequestHeaders | undefined;
	if (losesFraming.has(request.method!)) {
		framing = headers;
		request.headers = {...headers};
	}

	// A separate stream does not buffer.
	const body = isPipedItself ? request : new Readable({highWaterMark: 0, read() {}});
	pending.set(body, {...sending, framing});
	httpProxy.web(request, response, {target, agent, ...(!isPipedItself && {buffer: body})}, error => {
		// Later failures are emitted by the request to the backend.
		if (pending.delete(body)) {
			onFailure(error);
		}
	});
};
