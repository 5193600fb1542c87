import type {ForwardingSettings} from './forwarding.js';
import type {AccessLogTarget} from './messages.js';

/** What is asked of clients' connections. */
export type ClientConnectionSettings = {
	/** From the first byte of a request, or the connection, to the end of the header. */
	readonly headerTimeoutMs: number;
	/** How long a connection is kept between two requests. */
	readonly keepAliveTimeoutMs: number;
	/** At once, over all workers; further ones wait. */
	readonly maxConnections: number;
};

/** How workers deal with connections and messages, whichever backend they go to. */
export type WireSettings = {
	readonly clientConnections: ClientConnectionSettings;
	readonly forwarding: ForwardingSettings;
	readonly accessLog: AccessLogTarget;
};
