import type {HeaderRule} from './header-rule.js';

/** What becomes of a message on its way through. */
export type ForwardingSettings = {
	/** Peers whose word on where a request comes from is taken: addresses, CIDR blocks, `loopback`, `private`. */
	readonly trustProxy: readonly string[];
	/** Whether backends are told of the client in `Forwarded` (RFC 7239) as well. */
	readonly forwarded: boolean;
	/** Whether requests that belong to no trace (W3C Trace Context) begin one. */
	readonly startsTraces: boolean;
	/** Backends get their own address as `Host` instead of the client's. */
	readonly changeOrigin: boolean;
	/** What backends get as `Host` instead; undefined to leave it as the client sent it. */
	readonly rewriteHost: string | undefined;
	/** Taken off the beginning of a path; without a slash at its end. */
	readonly stripPrefix: string | undefined;
	/** Bytes of a request body; undefined for any number. */
	readonly maxBodyBytes: number | undefined;
	/** Bytes of the head of a response. */
	readonly maxResponseHeaderBytes: number;
	readonly requestHeaders: readonly HeaderRule[];
	readonly responseHeaders: readonly HeaderRule[];
};

/** Nothing is changed that need not be. */
export const plainForwarding: ForwardingSettings = {
	trustProxy: [],
	forwarded: false,
	startsTraces: false,
	changeOrigin: false,
	rewriteHost: undefined,
	stripPrefix: undefined,
	maxBodyBytes: undefined,
	maxResponseHeaderBytes: 64 * 1024,
	requestHeaders: [],
	responseHeaders: [],
};
