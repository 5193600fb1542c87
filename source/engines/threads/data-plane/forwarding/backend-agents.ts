import type {Agent, AgentOptions} from 'node:http';
import https from 'node:https';
import type {LookupFunction, Socket} from 'node:net';
import process from 'node:process';
import tls from 'node:tls';
import {http} from '../../../../node-http/http.js';
import {withAllFields} from '../../../../node-http/all-fields.js';
import {addressAttemptMs} from '../../../../model/address-attempt.js';
import type {BackendTls} from '../../../../model/backend-tls.js';
import type {BackendTarget} from './backend-target.js';

/** Idle connections that are kept to each backend. */
const maxFreeSockets = 256;
/** How long an idle connection is kept if the backend names no time of its own. */
const idleSocketMs = 60_000;

/** All connections of an agent lead to the same place, so nothing needs to be told apart by name. */
const onlyName = (): string => 'backend';

/** One address by two names is two backends: their certificates differ. By http they do not, and the key costs nothing. */
const keyOf = ({protocol, href, serverName}: BackendTarget): string => protocol === 'http:' ? href : `${href} ${serverName}`;

const connectionEnded = (): NodeJS.ErrnoException => Object.assign(new Error('the connection has ended'), {code: 'ECONNRESET'});

type Agents = {
	readonly pooled: Agent;
	/** Made when it is needed, which it seldom is. */
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

/** The connections of one worker to all backends; each backend has a pool of its own. */
export class BackendAgents {
	readonly #settings: BackendTls;
	readonly #lookup: LookupFunction;
	readonly #agents = new Map<string, Agents>();
	/** An exchange may still begin anew at a backend that has left the pool meanwhile. */
	readonly #forgotten = new WeakSet<BackendTarget>();
	#secureContext: tls.SecureContext | undefined;

	constructor(settings: BackendTls, lookup: LookupFunction) {
		this.#settings = settings;
		this.#lookup = lookup;
	}

	/** For exchanges that may share a connection with others, one after the other. */
	pooled(target: BackendTarget): Agent {
		return this.#of(target).pooled;
	}

	/** Opens a connection for each exchange, and closes it afterwards. The other end may close its half first. */
	single(target: BackendTarget): Agent {
		const agents = this.#of(target);
		agents.single ??= this.#createSingle(target);
		return agents.single;
	}

	/**
	For the exchanges of one client alone: one connection that is opened with the first of them, and never another.

	@param target
	@param onConnection - Called with it.
	*/
	private(target: BackendTarget, onConnection: (socket: Socket) => void): Agent {
		const agent = this.#createAgent(target, {keepAlive: true, maxSockets: 1});
		const connect = agent.createConnection.bind(agent);
		let isOpened = false;
		agent.createConnection = (options, onCreated) => {
			if (isOpened) {
				// Node opens a connection anew for those that still wait for the one that has ended.
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

	/** Gives up the idle connections to a backend; those in use are closed when they come back. */
	forget(target: BackendTarget): void {
		this.#forgotten.add(target);
		const key = keyOf(target);
		const agents = this.#agents.get(key);
		this.#agents.delete(key);
		if (agents !== undefined) {
			keepNothing(agents);
		}
	}

	destroy(): void {
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
			keepAlive: true, maxFreeSockets, timeout: idleSocketMs, scheduling: 'lifo',
		})};
	}

	#createSingle(target: BackendTarget): Agent {
		const options: AgentOptions & {readonly allowHalfOpen: true} = {allowHalfOpen: true};
		return this.#createAgent(target, options);
	}

	#createAgent({protocol, serverName}: BackendTarget, given: AgentOptions): Agent {
		// Named here: otherwise Node would ask for the name in the client's Host field.
		const options = {...given, servername: serverName, lookup: this.#lookup, autoSelectFamilyAttemptTimeout: addressAttemptMs};
		const agent = protocol === 'http:' ? new http.Agent(options) : new https.Agent({...options, ...this.#trust});
		agent.getName = onlyName;
		return withAllFields(agent);
	}

	/** Made once: reading certificates takes longer than all else of a connection. */
	get #trust(): tls.ConnectionOptions {
		const {ca, cert, key, insecure} = this.#settings;
		this.#secureContext ??= tls.createSecureContext({ca, cert, key});
		return {secureContext: this.#secureContext, rejectUnauthorized: !insecure};
	}
}
