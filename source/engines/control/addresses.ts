import type {ListenAddress} from '../../model/status.js';
import {reachesListener} from './own-addresses.js';

/** Where this process itself listens. */
export class Addresses {
	/** Before it listens: where it is going to. */
	proxy: ListenAddress;
	admin: ListenAddress | undefined;

	constructor(proxy: ListenAddress) {
		this.proxy = proxy;
	}

	/** Why a url must not be a backend, in words; undefined if it may. */
	refuse(url: string): string | undefined {
		if (reachesListener(url, this.proxy)) {
			return `${url} is this proxy itself; requests would loop. Give another port.`;
		}

		return this.admin && reachesListener(url, this.admin)
			? `${url} is this proxy's admin API, which must not be reached through the proxy. Give another port.`
			: undefined;
	}
}
