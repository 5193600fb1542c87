import type {ForwardingSettings} from './forwarding.js';

/** Limits of client connections. */
export type ClientConnectionSettings = {
	/** From the first byte of a request, or the connection, to the end of the header. */
	readonly headerTimeoutMs: number;
	/** How long a connection is kept between two requests. */
	readonly keepAliveTimeoutMs: number;
	/** Concurrent connections over all workers; further ones wait. */
	readonly maxConnections: number;
	/** Waiting connections over all workers; further ones are closed. */
	readonly maxWaiting: number;
	/** Whether clients over TLS may choose HTTP/2. */
	readonly http2: boolean;
	/** Whether clients of the plain port may speak HTTP/2 without asking. */
	readonly h2c: boolean;
	/** Peers whose connections begin with a header of the PROXY protocol: addresses, CIDR blocks, `loopback`, `private`. */
	readonly acceptProxy: readonly string[];
};

export const accessLogFormats = ['json', 'common', 'combined'] as const;

/** `common` and `combined` are those that web servers have written since NCSA httpd. */
export type AccessLogFormat = (typeof accessLogFormats)[number];

/** Target of a worker's access log: a file's path, standard output, or none. */
export type AccessLogTarget = {readonly kind: 'stdout'} | {readonly kind: 'file'; readonly path: string} | {readonly kind: 'off'};

export type AccessLogSettings = {
	readonly target: AccessLogTarget;
	readonly format: AccessLogFormat;
	/** Redacted query parameters and header fields; compared without case. */
	readonly redact: readonly string[];
};

/** Options of connections and messages, for all backends. */
export type WireSettings = {
	readonly clientConnections: ClientConnectionSettings;
	readonly forwarding: ForwardingSettings;
	/** Whether plain HTTP/1.1 exchanges are carried from socket to socket, without node:http. */
	readonly fastLane: boolean;
	readonly accessLog: AccessLogSettings;
};
