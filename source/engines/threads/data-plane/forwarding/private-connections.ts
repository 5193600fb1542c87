import type {Agent, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {PoolMember} from '../../../../model/pool.js';
import type {Balancer} from '../balancer/balancer.js';
import {closeAfter} from '../../../../node-http/outgoing-message.js';
import {endGently} from '../../../../node-http/linger.js';
import type {LocalReply} from '../local-reply.js';
import type {BackendAgents} from './backend-agents.js';
import type {ForClients} from './for-clients.js';
import {backendTarget} from './backend-target.js';
import type {Login} from './connection-login.js';

/** Health is in shared memory, which sends no notifications. */
const lookIntervalMs = 100;

/** Local reply for a request after the end of the backend connection. */
export const loginEnded: LocalReply = {
	status: 502, code: 'backend_reset', title: 'The backend connection that the client was authenticated on has ended', proxyError: 'connection_terminated', closes: true,
};

type PrivateConnectionOptions = {
	readonly agents: ForClients<BackendAgents>;
	readonly client: Socket;
	readonly login: Login;
	/** Ends the pair. */
	readonly onRelease: () => void;
};

/** A client's authenticated connection and its backend connection: neither outlives the other. */
export class PrivateConnection implements Login {
	readonly backend: PoolMember;
	isOnTrial: boolean;
	/** Of this connection alone. */
	readonly agent: Agent;
	readonly #client: Socket;
	readonly #onRelease: () => void;
	/** Of the exchange in flight. */
	#response: ServerResponse | undefined;
	#leaveResponse: (() => void) | undefined;
	#socket: Socket | undefined;
	#isEstablished = false;
	#isEnding = false;

	constructor({agents, client, login: {backend, isOnTrial}, onRelease}: PrivateConnectionOptions) {
		this.backend = backend;
		this.isOnTrial = isOnTrial;
		this.#client = client;
		this.#onRelease = onRelease;
		const target = backendTarget(backend);
		this.agent = agents.of(client).private(target, socket => {
			this.#socket = socket;
			socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
				this.#isEstablished = true;
			});
			socket.once('close', this.#onBackendClosed);
		});
		client.once('close', this.release);
	}

	/** Until then, nothing has been sent on it, and another backend can be used. */
	get isEstablished(): boolean {
		return this.#isEstablished;
	}

	/** Whether the exchange in flight, if any, is the last. */
	get isEnding(): boolean {
		return this.#isEnding;
	}

	/** Begins an exchange. */
	carry(response: ServerResponse): void {
		this.#response = response;
		const onClosed = (): void => {
			// A pipelined request may have begun already.
			if (this.#response === response) {
				this.#response = undefined;
			}

			if (this.#isEnding) {
				this.#endBoth();
			}
		};

		response.once('close', onClosed);
		this.#leaveResponse = () => {
			response.off('close', onClosed);
		};
	}

	/** Ends both connections, after the response in flight. */
	end(): void {
		if (this.#isEnding) {
			return;
		}

		this.#isEnding = true;
		if (this.#response === undefined) {
			this.#endBoth();
		} else if (!this.#response.headersSent) {
			closeAfter(this.#response);
		}
	}

	/** Before the connection is established, another backend can authenticate the client; after that, both connections end. */
	attemptFailed(): void {
		if (this.#isEstablished) {
			this.end();
		} else {
			this.release();
		}
	}

	/** Releases both connections to a tunnel, which can be half-closed. */
	becomeTunnel(): void {
		if (this.#socket !== undefined) {
			this.#socket.off('close', this.#onBackendClosed);
			this.#socket.allowHalfOpen = true;
			this.#socket = undefined;
		}

		this.release();
	}

	/** Closes the backend's connection and keeps the client's. */
	readonly release = (): void => {
		this.#client.off('close', this.release);
		this.#leaveResponse?.();
		this.#socket?.off('close', this.#onBackendClosed);
		this.#onRelease();
		this.agent.destroy();
	};

	readonly #onBackendClosed = (): void => {
		if (this.#isEstablished) {
			this.end();
		}
	};

	#endBoth(): void {
		this.release();
		if (this.#client.writable) {
			endGently(this.#client);
		}
	}
}

/** The private connections of a worker, by client connection. */
export class PrivateConnections {
	readonly #agents: ForClients<BackendAgents>;
	readonly #balancer: Balancer;
	readonly #byClient = new Map<Socket, PrivateConnection>();
	#timer: NodeJS.Timeout | undefined;

	constructor(agents: ForClients<BackendAgents>, balancer: Balancer) {
		this.#agents = agents;
		this.#balancer = balancer;
	}

	/** The private connection for an exchange; undefined without connection-based authentication. */
	carry(client: Socket, response: ServerResponse): PrivateConnection | undefined {
		const connection = this.#byClient.get(client);
		if (connection !== undefined) {
			connection.carry(response);
			this.#endUnlessKept(connection);
		}

		return connection;
	}

	/** Opens one for this exchange and later ones of its client connection. */
	open(client: Socket, response: ServerResponse, login: Login): PrivateConnection {
		const connection = new PrivateConnection({
			agents: this.#agents,
			client,
			login,
			onRelease: () => {
				if (this.#byClient.get(client) === connection) {
					this.#byClient.delete(client);
					this.#stopIfNoneIsLeft();
				}
			},
		});
		connection.carry(response);
		this.#byClient.set(client, connection);
		this.#timer ??= setInterval(this.look, lookIntervalMs);
		return connection;
	}

	/** Ends those whose backends may no longer serve them. Call when the pool has changed. */
	readonly look = (): void => {
		for (const connection of this.#byClient.values()) {
			this.#endUnlessKept(connection);
		}
	};

	#endUnlessKept(connection: PrivateConnection): void {
		if (this.#balancer.keepers.has(connection.backend.slot)) {
			connection.isOnTrial = false;
		} else if (!this.#balancer.mayKeep(connection)) {
			connection.end();
		}
	}

	#stopIfNoneIsLeft(): void {
		if (this.#byClient.size === 0) {
			clearInterval(this.#timer);
			this.#timer = undefined;
		}
	}
}
