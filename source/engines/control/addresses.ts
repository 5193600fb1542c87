import type {ClientAddresses, ListenAddress} from '../../model/status.js';
import {reachesListener} from './own-addresses.js';

/** The listening addresses of this process. */
export class Addresses {
	/** Before it listens: the configured ones. */
	clients: ClientAddresses;
	admin: ListenAddress | undefined;

	constructor(clients: ClientAddresses) {
		this.clients = clients;
	}

	/** Why a URL cannot be a backend; undefined if it can. */
	refuse(url: string): string | undefined {
		const {proxy, tls = proxy} = this.clients;
		if (reachesListener(url, proxy) || reachesListener(url, tls)) {
			return `${url} is this proxy itself; requests would loop. Give another port.`;
		}

		return this.admin && reachesListener(url, this.admin)
			? `${url} is this proxy's admin API, which must not be reached through the proxy. Give another port.`
			: undefined;
	}
}
