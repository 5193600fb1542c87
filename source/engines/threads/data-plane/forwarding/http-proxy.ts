import type {Agent, ClientRequest, IncomingMessage, ServerResponse} from 'node:http';
import {createRequire} from 'node:module';
import process from 'node:process';
import {Readable} from 'node:stream';
import type * as HttpProxy from 'http-proxy';
import type {RequestHeaders} from '../headers/request-headers.js';
import type {BackendTarget} from './backend-target.js';

export type Sending = {
	readonly target: BackendTarget;
	readonly agent: Agent;
	/** Of the request; undefined without one. */
	readonly body: Readable | undefined;
	/**
	Called with the request to the backend once it has been assigned a connection, which need not be established yet. Nothing is sent
	before the first byte or the end of the body. A request without a body has to be ended.
	*/
	readonly onRequest: (upstream: ClientRequest) => void;
	/** Called for each failure, also after {@link onRequest}. */
	readonly onFailure: (error: NodeJS.ErrnoException) => void;
};

/** The library passes the options of a request on to its 'proxyReq' event. */
type Options = HttpProxy.ServerOptions & {
	readonly onRequest: Sending['onRequest'];
	/** To be restored; undefined if http-proxy keeps it. */
	readonly framing: RequestHeaders | undefined;
};

/** With these methods, http-proxy removes the framing of a chunked body, which would turn the body into a request, and adds a length to others. */
const losesFraming = new Set(['DELETE', 'OPTIONS']);

/** Piped for each request without a body. Piping a stream in earnest costs a twentieth of an exchange. */
const noBody = new class extends Readable {
	override pipe<Destination extends NodeJS.WritableStream>(destination: Destination): Destination {
		return destination;
	}
}();

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

const require = createRequire(import.meta.url);

const createHttpProxy = () => {
	const {createProxyServer} = require('http-proxy') as typeof HttpProxy;
	// It would make http-proxy use fetch. Each worker has its own environment.
	delete process.env['FORCE_FETCH_PATH'];
	const server = createProxyServer({
		selfHandleResponse: true,
		prependPath: false,
		// Both keep http-proxy from parsing the request target, which it would alter or refuse.
		toProxy: true,
		ignorePath: true,
	});
	server.on('proxyReq', (upstream, request, _response, options) => {
		const {framing, onRequest} = options as Options;
		upstream.path = request.url!;
		try {
			if (framing !== undefined) {
				restoreFraming(upstream, framing);
			}

			onRequest(upstream);
		} catch (error) {
			upstream.destroy(error as Error);
		}
	});
	// Failures are handled elsewhere; without a listener, http-proxy would throw.
	return server.on('error', () => {});
};

/** Loaded by the first request that it carries: most are carried without it. */
let httpProxy: ReturnType<typeof createHttpProxy> | undefined;

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
	const {target, agent, body = noBody, onRequest, onFailure} = sending;
	const headers = request.headers as RequestHeaders;
	let framing: RequestHeaders | undefined;
	if (losesFraming.has(request.method!)) {
		framing = headers;
		request.headers = {...headers};
	}

	const options: Options = {target, agent, buffer: body, onRequest, framing};
	httpProxy ??= createHttpProxy();
	httpProxy.web(request, response, options, onFailure);
};
