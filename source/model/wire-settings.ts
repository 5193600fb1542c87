import type {ForwardingSettings} from './forwarding.js';

/** What is asked of clients' connections. */
export type ClientConnectionSettings = {
	/** From the first byte of a request, or the connection, to the end of the header. */
	readonly headerTimeoutMs: number;
	/** How long a connection is kept between two requests. */
	readonly keepAliveTimeoutMs: number;
	/** At once, over all workers; further ones wait. */
	readonly maxConnections: number;
	/** Of those that wait, over all workers; further ones are closed. */
	readonly maxWaiting: number;
};

export const accessLogFormats = ['json', 'common', 'combined'] as const;

/** `common` and `combined` are those that web servers have written since NCSA httpd. */
export type AccessLogFormat = (typeof accessLogFormats)[number];

/** Where the access log of a worker goes: a file's path, standard output, or nowhere. */
export type AccessLogTarget = {readonly kind: 'stdout'} | {readonly kind: 'file'; readonly path: string} | {readonly kind: 'off'};

export type AccessLogSettings = {
	readonly target: AccessLogTarget;
	readonly format: AccessLogFormat;
	/** Query parameters and header fields whose values are not written; compared without case. */
	readonly redact: readonly string[];
};

/** How workers deal with connections and messages, whichever backend they go to. */
export type WireSettings = {
	readonly clientConnections: ClientConnectionSettings;
	readonly forwarding: ForwardingSettings;
	readonly accessLog: AccessLogSettings;
};
