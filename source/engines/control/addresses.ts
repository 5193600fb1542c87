import type {ListenAddress} from '../../model/status.js';
import {reachesListener} from './own-addresses.js';

/** The listening addresses of this process. */
export class Addresses {
	/** Before it listens: the configured ones. */
	proxy: ListenAddress;
	admin: ListenAddress | undefined;

	constructor(proxy: ListenAddress) {
		this.proxy = proxy;
	}

	/** Why a URL cannot be a backend; undefined if it can. */
	refuse(url: string): string | undefined {
		if (reachesListener(url, this.proxy)) {
			return `${url} is this proxy itself; requests would loop. Give another port.`;
		}

		return this.admin && reachesListener(url, this.admin)
			? `${url} is this proxy's admin API, which must not be reached through the proxy. Give another port.`
			: undefined;
	}
}
