import {backendHost} from '../../../../model/backend-host.js';
import {onceEach} from '../../../../model/once-each.js';
import type {PoolMember} from '../../../../model/pool.js';
import {tlsServerName} from '../../../../model/tls-server-name.js';

/** A target of http-proxy. */
export type BackendTarget = {
	readonly protocol: 'http:' | 'https:';
	/** Whether it is known to speak HTTP/2 without TLS (RFC 9113 §3.3). */
	readonly isHttp2: boolean;
	/** With the port. */
	readonly host: string;
	/** Without the port. */
	readonly hostname: string;
	readonly port: number;
	readonly href: string;
	/** The backend's own name with the port: see {@link backendHost}. */
	readonly authority: string;
	/** See {@link tlsServerName}. */
	readonly serverName: string;
};

/** Parses a backend's URL once per snapshot, not per request. */
export const backendTarget = onceEach((backend: PoolMember): BackendTarget => {
	const {protocol, host, hostname, port, href} = new URL(backend.url);
	const called = backendHost(backend);
	return {
		protocol: protocol === 'https:' ? protocol : 'http:',
		isHttp2: protocol === 'h2c:',
		host,
		hostname,
		port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
		href,
		authority: called.host,
		serverName: tlsServerName(called.hostname),
	};
});
