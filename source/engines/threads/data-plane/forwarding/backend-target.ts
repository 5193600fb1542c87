import {backendHost} from '../../../../model/backend-host.js';
import {onceEach} from '../../../../model/once-each.js';
import type {PoolMember} from '../../../../model/pool.js';
import {tlsServerName} from '../../../../model/tls-server-name.js';

/** Where http-proxy is to send a request, in the shape that it reads. */
export type BackendTarget = {
	readonly protocol: string;
	/** With the port. */
	readonly host: string;
	/** Without the port. */
	readonly hostname: string;
	readonly port: number;
	readonly href: string;
	/** What the backend calls itself, with the port: see {@link backendHost}. */
	readonly authority: string;
	/** See {@link tlsServerName}. */
	readonly serverName: string;
};

/** A backend's url taken apart: once for each snapshot, not for each request. */
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
