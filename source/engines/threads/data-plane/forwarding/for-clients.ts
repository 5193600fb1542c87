import type {Socket} from 'node:net';
import {type ProxyProtocol, proxyHeader} from '../../../../model/proxy-protocol/write-proxy-header.js';
import {originOf} from '../admission/client-peer.js';
import type {BackendTarget} from './backend-target.js';

/** Connections to all backends. */
type Connections = {
	/** Keeps none to a backend. */
	forget(target: BackendTarget): void;
	/** The client has left: keeps none at all. */
	retire(): void;
	destroy(): void;
};

/** The connections of a worker to backends: all clients share them, unless they begin with the client that they are for. */
export class ForClients<Kind extends Connections> {
	readonly #sendProxy: ProxyProtocol | undefined;
	readonly #create: (proxyHeader?: Uint8Array) => Kind;
	readonly #shared: Kind;
	readonly #byClient = new Map<Socket, Kind>();

	constructor(sendProxy: ProxyProtocol | undefined, create: (proxyHeader?: Uint8Array) => Kind) {
		this.#sendProxy = sendProxy;
		this.#create = create;
		this.#shared = create();
	}

	/** Those for the requests of a client's connection. */
	of(client: Socket): Kind {
		return this.#sendProxy === undefined ? this.#shared : this.#byClient.get(client) ?? this.#begin(client, this.#sendProxy);
	}

	forget(target: BackendTarget): void {
		for (const connections of [this.#shared, ...this.#byClient.values()]) {
			connections.forget(target);
		}
	}

	destroy(): void {
		for (const connections of [this.#shared, ...this.#byClient.values()]) {
			connections.destroy();
		}
	}

	#begin(client: Socket, version: ProxyProtocol): Kind {
		const connections = this.#create(proxyHeader(version, originOf(client)));
		this.#byClient.set(client, connections);
		client.once('close', () => {
			this.#byClient.delete(client);
			connections.retire();
		});
		return connections;
	}
}
