import type {LookupFunction, Socket} from 'node:net';
import {type ProxyProtocol, proxyHeader} from '../../../../model/proxy-protocol/write-proxy-header.js';
import {originOf} from '../admission/client-peer.js';
import type {BackendTarget} from '../forwarding/backend-target.js';
import {BackendPool, type BackendPoolParts} from './backend-pool.js';
import type {Deadlines} from './deadlines.js';
import {ReadBuffers} from './read-buffers.js';

/** The connection pools of a worker: all clients share one, unless connections to backends are told which client they are for. */
export class ClientPools {
	readonly #sendProxy: ProxyProtocol | undefined;
	readonly #parts: BackendPoolParts;
	readonly #shared: BackendPool;
	readonly #byClient = new Map<Socket, BackendPool>();

	constructor(sendProxy: ProxyProtocol | undefined, lookup: LookupFunction, deadlines: Deadlines) {
		this.#sendProxy = sendProxy;
		this.#parts = {lookup, deadlines, buffers: new ReadBuffers()};
		this.#shared = new BackendPool(this.#parts);
	}

	/** The one for the requests of a client's connection. */
	of(client: Socket): BackendPool {
		return this.#sendProxy === undefined ? this.#shared : this.#create(client, this.#sendProxy);
	}

	/** See {@link BackendPool.forget}. */
	forget(target: BackendTarget): void {
		this.#shared.forget(target);
		for (const pool of this.#byClient.values()) {
			pool.forget(target);
		}
	}

	destroy(): void {
		this.#shared.destroy();
		for (const pool of this.#byClient.values()) {
			pool.destroy();
		}
	}

	#create(client: Socket, version: ProxyProtocol): BackendPool {
		const pool = new BackendPool(this.#parts, proxyHeader(version, originOf(client)));
		this.#byClient.set(client, pool);
		client.once('close', () => {
			this.#byClient.delete(client);
			pool.destroy();
		});
		return pool;
	}
}
