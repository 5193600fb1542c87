import type {LookupFunction} from 'node:net';
import type {BackendTarget} from '../forwarding/backend-target.js';
import {idleConnectionMs, maxIdleConnections} from '../forwarding/idle-connections.js';
import {BackendConnection, type BackendUser} from './backend-connection.js';
import type {Deadlines} from './deadlines.js';
import type {ReadBuffers} from './read-buffers.js';

/** A backend may close a connection this much before its own time is up, as we see it. */
const reserveMs = 1000;

/** Shared by all pools of a worker. */
export type BackendPoolParts = {
	readonly lookup: LookupFunction;
	readonly deadlines: Deadlines;
	readonly buffers: ReadBuffers;
};

/** Connections to all backends, those of a worker or of one client; those that are idle are given out again, the last first. */
export class BackendPool {
	readonly #lookup: LookupFunction;
	readonly #deadlines: Deadlines;
	readonly #buffers: ReadBuffers;
	/** First on each connection. */
	readonly #proxyHeader: Uint8Array | undefined;
	/** By the backend's url. */
	readonly #idle = new Map<string, BackendConnection[]>();
	/** An exchange may still begin anew at a backend that has left the pool meanwhile. */
	readonly #forgotten = new WeakSet<BackendTarget>();
	#isClosed = false;

	/** @param proxyHeader - Of the PROXY protocol, to begin each connection with. */
	constructor({lookup, deadlines, buffers}: BackendPoolParts, proxyHeader?: Uint8Array) {
		this.#lookup = lookup;
		this.#deadlines = deadlines;
		this.#buffers = buffers;
		this.#proxyHeader = proxyHeader;
	}

	/**
	@param target
	@param user - Is given the connection; told when it stands if it did not yet.
	@param isFresh - Whether it has to be a new one.
	*/
	take(target: BackendTarget, user: BackendUser, isFresh: boolean): BackendConnection {
		const idle = isFresh ? undefined : this.#idle.get(target.href)?.pop();
		if (idle !== undefined) {
			idle.take(user);
			return idle;
		}

		return new BackendConnection({
			target, lookup: this.#lookup, deadlines: this.#deadlines, buffers: this.#buffers, proxyHeader: this.#proxyHeader, onIdleEnd: this.#onIdleEnd,
		}, user);
	}

	/**
	Takes back a connection whose exchange has ended as it should.

	@param connection
	@param keepAliveSeconds - For how long the backend keeps it, if it says so.
	*/
	release(connection: BackendConnection, keepAliveSeconds: number | undefined): void {
		const {target} = connection;
		const milliseconds = keepAliveSeconds === undefined ? idleConnectionMs : Math.min((keepAliveSeconds * 1000) - reserveMs, idleConnectionMs);
		let idle = this.#idle.get(target.href);
		if (this.#isClosed || this.#forgotten.has(target) || milliseconds <= 0 || (idle?.length ?? 0) >= maxIdleConnections) {
			connection.destroy();
			return;
		}

		if (idle === undefined) {
			idle = [];
			this.#idle.set(target.href, idle);
		}

		connection.rest(milliseconds);
		idle.push(connection);
	}

	/** Gives up the idle connections to a backend; those in use are closed when they come back. */
	forget(target: BackendTarget): void {
		this.#forgotten.add(target);
		const idle = this.#idle.get(target.href) ?? [];
		this.#idle.delete(target.href);
		for (const connection of idle) {
			connection.destroy();
		}
	}

	/** Its client has left. */
	retire(): void {
		this.destroy();
	}

	destroy(): void {
		this.#isClosed = true;
		for (const idle of this.#idle.values()) {
			for (const connection of idle) {
				connection.destroy();
			}
		}

		this.#idle.clear();
	}

	readonly #onIdleEnd = (connection: BackendConnection): void => {
		const idle = this.#idle.get(connection.target.href);
		const place = idle?.indexOf(connection) ?? -1;
		if (place !== -1) {
			idle!.splice(place, 1);
		}
	};
}
