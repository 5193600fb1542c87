import type {LookupFunction, Socket} from 'node:net';
import type {BackendTransport} from '../../../../model/backend-transport.js';
import {proxyHeader} from '../../../../model/proxy-protocol/write-proxy-header.js';
import {originOf} from '../admission/client-peer.js';
import {BackendAgents} from './backend-agents.js';
import type {BackendTarget} from './backend-target.js';
import {BackendTrust} from './backend-trust.js';

/** The connection pools of a worker: all clients share them, unless connections to backends are told which client they are for. */
export class ClientAgents {
	readonly #sendProxy: BackendTransport['sendProxy'];
	readonly #trust: BackendTrust;
	readonly #lookup: LookupFunction;
	readonly #shared: BackendAgents;
	readonly #byClient = new Map<Socket, BackendAgents>();

	constructor({tls, sendProxy}: BackendTransport, lookup: LookupFunction) {
		this.#sendProxy = sendProxy;
		this.#trust = new BackendTrust(tls);
		this.#lookup = lookup;
		this.#shared = new BackendAgents(this.#trust, lookup);
	}

	/** Those for the requests of a client's connection. */
	of(client: Socket): BackendAgents {
		return this.#sendProxy === undefined ? this.#shared : this.#byClient.get(client) ?? this.#create(client, this.#sendProxy);
	}

	/** See {@link BackendAgents.forget}. */
	forget(target: BackendTarget): void {
		this.#shared.forget(target);
		for (const agents of this.#byClient.values()) {
			agents.forget(target);
		}
	}

	destroy(): void {
		this.#shared.destroy();
		for (const agents of this.#byClient.values()) {
			agents.destroy();
		}
	}

	#create(client: Socket, version: NonNullable<BackendTransport['sendProxy']>): BackendAgents {
		const agents = new BackendAgents(this.#trust, this.#lookup, proxyHeader(version, originOf(client)));
		this.#byClient.set(client, agents);
		client.once('close', () => {
			this.#byClient.delete(client);
			agents.retire();
		});
		return agents;
	}
}
