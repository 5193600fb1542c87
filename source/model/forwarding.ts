import type {HeaderRule} from './header-rule.js';
import type {ClientAuth} from './server-tls.js';

/** How messages are rewritten. */
export type ForwardingSettings = {
	/** Trusted proxies: addresses, CIDR blocks, `loopback`, `private`. */
	readonly trustProxy: readonly string[];
	/** Whether backends also get `Forwarded` (RFC 7239). */
	readonly forwarded: boolean;
	/** Whether requests without a trace (W3C Trace Context) start one. */
	readonly startsTraces: boolean;
	/** Backends get their own address as `Host` instead of the client's. */
	readonly changeOrigin: boolean;
	/** A fixed `Host`; undefined to keep the client's. */
	readonly rewriteHost: string | undefined;
	/** Whether clients of plain HTTP are sent to HTTPS. */
	readonly redirectHttps: boolean;
	/** Whether requests need a certificate of their client; undefined if clients are not asked for any. */
	readonly clientAuth: ClientAuth | undefined;
	/** How long browsers are to use HTTPS alone; 0 to leave that to backends. */
	readonly hstsMs: number;
	/** Prefix to strip from paths; without a trailing slash. */
	readonly stripPrefix: string | undefined;
	/** Limit of a request body in bytes; undefined for none. */
	readonly maxBodyBytes: number | undefined;
	/** Limit of a response header in bytes. */
	readonly maxResponseHeaderBytes: number;
	readonly requestHeaders: readonly HeaderRule[];
	readonly responseHeaders: readonly HeaderRule[];
};
