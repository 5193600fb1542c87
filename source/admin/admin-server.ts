import {once} from 'node:events';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {http} from '../node-http/http.js';
import {allowHalfClosed} from '../node-http/half-closed.js';
import {MessageFeed} from '../node-http/message-feed.js';
import {closeAfter} from '../node-http/outgoing-message.js';
import type {Actor} from '../model/actor.js';
import type {Control} from '../model/control.js';
import type {Metrics} from '../model/metrics.js';
import type {ListenAddress} from '../model/status.js';
import {AdminConnections} from './admin-connections.js';
import {allowedHosts} from './allowed-hosts.js';
import {answerUnreadable} from './answer-unreadable.js';
import {EventStreams} from './events/event-streams.js';
import {guard} from './guard.js';
import {listenOnSocket} from './listen-on-socket.js';

export type AdminServerOptions = {
	readonly control: Control;
	/**
	The control on behalf of an actor.

	@default control
	*/
	readonly controlAs?: (actor: Actor) => Control;
	/**
	Metrics beyond the status, for `/metrics`.

	@default nothing
	*/
	readonly metrics?: () => Metrics;
	readonly host: string;
	/** 0 picks a free one. */
	readonly port: number;
	/** A Unix socket for this user, without a token, instead of a port. */
	readonly socketPath?: string | undefined;
	/** Token of all clients. Without one, every client has full access. */
	readonly token?: string | undefined;
	/** Read-only token. */
	readonly readToken?: string | undefined;
	/** Of this program. */
	readonly version: string;
	/** Called for a missing or wrong token. */
	readonly onUnauthorized?: (address: string, hasToken: boolean) => void;
	/**
	Maximum number of connections: each takes a file descriptor from the traffic.

	@default 256
	*/
	readonly maxConnections?: number;
	/** Called on an unexpected error; the client got a general message. */
	readonly onError: (error: unknown) => void;
};

export type AdminServer = ListenAddress & {
	/** Stops accepting and closes idle connections. Waits for requests in flight, at most so many milliseconds. */
	close(graceMs: number): Promise<void>;
};

const serverOptions = {
	// Admin requests are small: slower clients are stuck or malicious.
	headersTimeout: 5000,
	requestTimeout: 10_000,
	connectionsCheckingInterval: 1000,
	keepAliveTimeout: 5000,
	// A missing field is refused like any other error.
	requireHostHeader: false,
};

const noMetrics: Metrics = {
	exchanges: [], durationBounds: [], phases: [], durations: [], backends: [], workerRestarts: 0, authFailures: {missing: 0, wrong: 0}, loopLags: [],
};

/** No `Headers`, which would load `fetch`. */
const headers = new Map([
	['Cache-Control', 'no-store'],
	['X-Content-Type-Options', 'nosniff'],
]);

/**
Starts the HTTP admin API.

@throws The native error when it cannot listen, such as one with the code `EADDRINUSE`.
*/
export const startAdminServer = async ({control, controlAs = () => control, metrics = () => noMetrics, host, port, socketPath, token, readToken, version, onUnauthorized, maxConnections = 256, onError}: AdminServerOptions): Promise<AdminServer> => {
	let hosts: ReadonlySet<string> = new Set();
	const streams = new EventStreams(control);
	/** Loaded with the first request: routes, schemas and the libraries below them take a tenth of the memory of a headless program. */
	const loadListener = async () => {
		const [{getRequestListener}, {createApp, toErrorResponse}] = await Promise.all([import('@hono/node-server'), import('./app.js')]);
		const app = createApp({
			controlAs,
			streams,
			metrics,
			version,
			guard(request, isOpen) {
				const client = guard(request, socketPath === undefined
					? {hosts, token, readToken, isOpen, onUnauthorized}
					: {hosts: undefined, token: undefined, readToken: undefined, name: 'the Unix socket', isOpen});
				if (!isOpen) {
					connections.authenticate(request.socket);
				}

				return client;
			},
			onError,
		});
		return getRequestListener(app.fetch, {
			overrideGlobalObjects: false,
			errorHandler: error => toErrorResponse(error, onError),
		});
	};

	let listener: ReturnType<typeof loadListener> | undefined;
	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		listener ??= loadListener();
		const listen = await listener;
		// The client may have left meanwhile, which the routes would not notice.
		if (inFlight.has(response)) {
			await listen(request, response);
		}
	};

	const inFlight = new Set<ServerResponse>();
	const connections = new AdminConnections(maxConnections, socket => [...inFlight].some(response => response.socket === socket && response.req.complete));
	const handle = (request: IncomingMessage, response: ServerResponse): void => {
		feed.take(request, response);
		inFlight.add(response);
		response.once('close', () => {
			inFlight.delete(response);
		});
		response.setHeaders(headers);
		answer(request, response).catch((error: unknown) => {
			onError(error);
			response.destroy();
		});
	};

	const server = http.createServer(serverOptions, handle);
	const feed = new MessageFeed(server, 1);
	// Otherwise a half-closed client would not get its response.
	allowHalfClosed(server);
	// Otherwise an unknown expectation is refused without a body; it can be ignored (RFC 9110 §10.1.1).
	server.on('checkExpectation', handle);
	server.on('connection', socket => {
		connections.add(socket);
	});
	server.on('clientError', answerUnreadable);
	if (socketPath === undefined) {
		server.listen({host, port});
		// Rejects with the error event.
		await once(server, 'listening');
	} else {
		await listenOnSocket(server, socketPath);
	}

	server.on('error', onError);

	const address = server.address()!;
	const bound = typeof address === 'string' ? {address, port: 0} : address;
	hosts = allowedHosts([host, bound.address], bound.port);

	const close = async (graceMs: number): Promise<void> => {
		const closed = once(server, 'close');
		server.close();
		streams.close();
		server.closeIdleConnections();
		for (const response of inFlight) {
			// Otherwise the connection is kept alive, and closing waits for it.
			closeAfter(response);
		}

		const timer = setTimeout(() => {
			server.closeAllConnections();
		}, graceMs);
		await closed;
		clearTimeout(timer);
	};

	let closing: Promise<void> | undefined;
	return {
		host: bound.address,
		port: bound.port,
		async close(graceMs) {
			closing ??= close(graceMs);
			return closing;
		},
	};
};
