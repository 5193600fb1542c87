import type {Agent, AgentOptions} from 'node:http';
import https from 'node:https';
import type {LookupFunction, Socket} from 'node:net';
import process from 'node:process';
import {http} from '../../../../node-http/http.js';
import {addressAttemptMs} from '../../../../model/address-attempt.js';
import {sendFirst} from '../../../../node-http/send-first.js';
import {BackendSessions} from './backend-sessions.js';
import type {BackendTrust} from './backend-trust.js';
import type {BackendTarget} from './backend-target.js';
import {idleConnectionMs, maxIdleConnections} from './idle-connections.js';

/** All connections of an agent have the same destination. */
const onlyName = (): string => 'backend';

/** With TLS, two names of one address are two backends with different certificates. Without, the URL is enough. */
const keyOf = ({protocol, href, serverName}: BackendTarget): string => protocol === 'http:' ? href : `${href} ${serverName}`;

const connectionEnded = (): NodeJS.ErrnoException => Object.assign(new Error('the connection has ended'), {code: 'ECONNRESET'});

type Agents = {
	readonly pooled: Agent;
	/** Created on first use. */
	single?: Agent;
};

const keepNothing = ({pooled}: Agents): void => {
	Object.assign(pooled, {keepSocketAlive: () => false});
	for (const sockets of Object.values(pooled.freeSockets)) {
		for (const socket of sockets ?? []) {
			socket.destroy();
		}
	}
};

/** Connection pools, one per backend: those of a worker, or of one client. */
export class BackendAgents {
	/** Of backends that speak HTTP/2. */
	readonly sessions: BackendSessions;
	readonly #trust: BackendTrust;
	/** First on each connection. */
	readonly #proxyHeader: Uint8Array | undefined;
	readonly #lookup: LookupFunction;
	readonly #agents = new Map<string, Agents>();
	/** An exchange may still begin an attempt at a backend that has been removed meanwhile. */
	readonly #forgotten = new WeakSet<BackendTarget>();

	/**
	@param trust
	@param lookup
	@param proxyHeader - Of the PROXY protocol, to begin each connection with.
	*/
	constructor(trust: BackendTrust, lookup: LookupFunction, proxyHeader?: Uint8Array) {
		this.#trust = trust;
		this.#lookup = lookup;
		this.#proxyHeader = proxyHeader;
		this.sessions = new BackendSessions({trust, lookup, proxyHeader});
	}

	/** Keeps connections alive for further exchanges. */
	pooled(target: BackendTarget): Agent {
		return this.#of(target).pooled;
	}

	/** Opens a connection for each exchange, and closes it afterwards. The backend may half-close it. */
	single(target: BackendTarget): Agent {
		const agents = this.#of(target);
		agents.single ??= this.#createSingle(target);
		return agents.single;
	}

	/**
	For the exchanges of one client connection: opens a single connection with the first of them, and never another.

	@param target
	@param onConnection - Called with the connection.
	*/
	private(target: BackendTarget, onConnection: (socket: Socket) => void): Agent {
		const agent = this.#createAgent(target, {keepAlive: true, maxSockets: 1});
		const connect = agent.createConnection.bind(agent);
		let isOpened = false;
		agent.createConnection = (options, onCreated) => {
			if (isOpened) {
				// Node would open a new connection for requests that wait for the one that has ended.
				process.nextTick(onCreated!, connectionEnded());
				return undefined;
			}

			isOpened = true;
			const socket = connect(options, onCreated) as Socket;
			onConnection(socket);
			return socket;
		};

		return agent;
	}

	/** Closes the idle connections to a backend; those in use are closed when they become idle. */
	forget(target: BackendTarget): void {
		this.#forgotten.add(target);
		this.sessions.forget(target);
		const key = keyOf(target);
		const agents = this.#agents.get(key);
		this.#agents.delete(key);
		if (agents !== undefined) {
			keepNothing(agents);
		}
	}

	/** Closes the idle connections, and those in use when they become idle. */
	retire(): void {
		this.sessions.retire();
		for (const agents of this.#agents.values()) {
			keepNothing(agents);
		}
	}

	destroy(): void {
		this.sessions.destroy();
		for (const {pooled, single} of this.#agents.values()) {
			pooled.destroy();
			single?.destroy();
		}
	}

	#of(target: BackendTarget): Agents {
		const key = keyOf(target);
		let agents = this.#agents.get(key);
		if (agents === undefined) {
			agents = this.#create(target);
			if (this.#forgotten.has(target)) {
				keepNothing(agents);
			} else {
				this.#agents.set(key, agents);
			}
		}

		return agents;
	}

	#create(target: BackendTarget): Agents {
		return {pooled: this.#createAgent(target, {
			keepAlive: true, maxFreeSockets: maxIdleConnections, timeout: idleConnectionMs, scheduling: 'lifo',
		})};
	}

	#createSingle(target: BackendTarget): Agent {
		const options: AgentOptions & {readonly allowHalfOpen: true} = {allowHalfOpen: true};
		return this.#createAgent(target, options);
	}

	#createAgent({protocol, serverName}: BackendTarget, given: AgentOptions): Agent {
		// Explicit, as Node's default is the name in the client's Host field.
		const options = {...given, servername: serverName, lookup: this.#lookup, autoSelectFamilyAttemptTimeout: addressAttemptMs};
		const agent = protocol === 'http:' ? new http.Agent(options) : new https.Agent({...options, ...this.#trust.options});
		agent.getName = onlyName;
		if (this.#proxyHeader !== undefined) {
			sendFirst(agent, this.#proxyHeader);
		}

		return agent;
	}
}
