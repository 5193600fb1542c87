import {backendHost} from '../../../../model/backend-host.js';
import {onceEach} from '../../../../model/once-each.js';
import type {PoolMember} from '../../../../model/pool.js';
import {tlsServerName} from '../../../../model/tls-server-name.js';

/** A target of http-proxy. */
export type BackendTarget = {
	readonly protocol: string;
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
		protocol,
		host,
		hostname,
		port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
		href,
		authority: called.host,
		serverName: tlsServerName(called.hostname),
	};
});
