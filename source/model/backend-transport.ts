import {type BackendTls, usualBackendTls} from './backend-tls.js';
import type {ProxyProtocol} from './proxy-protocol/write-proxy-header.js';

/** How connections to backends are opened. */
export type BackendTransport = {
	readonly tls: BackendTls;
	/** Whether backends with TLS are asked for HTTP/2 first, by ALPN. */
	readonly http2: boolean;
	/** They begin with the client's address in this version of the PROXY protocol, if any, and carry the requests of no other client. */
	readonly sendProxy: ProxyProtocol | undefined;
};

/** As usual, the connections say nothing of clients. */
export const usualTransport: BackendTransport = {tls: usualBackendTls, http2: false, sendProxy: undefined};
