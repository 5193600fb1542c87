import type {Server, Socket} from 'node:net';
import {holdConnections} from '../../../../node-http/connection-gate.js';
import type {ConnectionCounts} from '../../../shared-memory/connection-counts.js';
import type {ClientConnectionSettings} from '../../../../model/wire-settings.js';

/** Capacity that other workers free is found by polling. */
const pollIntervalMs = 5;
const giveWayIntervalMs = 1000;

type Serve = (socket: Socket) => void;

type Limits = Pick<ClientConnectionSettings, 'maxConnections' | 'maxWaiting'>;

/**
Limits the connections that are served at once, over all workers together.

Node cannot leave a connection in the kernel's backlog, so further ones are accepted but not read until one ends; their input waits
in the kernel. The waiting ones are limited as well, over all workers, since each takes a file descriptor that backends and the
admin API need; connections beyond that limit are closed.
*/
export class ConnectionLimit {
	readonly #counts: ConnectionCounts;
	#limits: Limits;
	/** How to serve those that wait, in order of arrival. */
	readonly #waiting = new Map<Socket, Serve>();
	#pollTimer: NodeJS.Timeout | undefined;
	#isClosed = false;

	constructor(counts: ConnectionCounts, limits: Limits) {
		this.#counts = counts;
		this.#limits = limits;
	}

	/** Connections beyond a lowered limit stay until they end. */
	configure(limits: Limits): void {
		this.#limits = limits;
		this.#admitWaiting();
	}

	/** Whether connections wait, here or in another worker. */
	get isCrowded(): boolean {
		return this.#counts.anyWaiting;
	}

	/**
	Intercepts connections before the current listeners of the server.

	@param server
	@param serve - Called with each admitted connection, which is paused.
	@returns Passes a connection on to the server, still paused.
	*/
	guard(server: Server, serve: Serve): Serve {
		return holdConnections(server, socket => {
			this.#onConnection(socket, serve);
		});
	}

	/**
	Makes room for connections that wait, until the server closes.

	@param server
	@param closeIdle - Closes idle connections.
	*/
	giveWay(server: Server, closeIdle: () => void): void {
		const timer = setInterval(() => {
			// Connections with a request that has just arrived are no longer idle.
			setImmediate(() => {
				if (this.isCrowded) {
					closeIdle();
				}
			});
		}, giveWayIntervalMs).unref();
		server.once('close', () => {
			clearInterval(timer);
		});
	}

	/** Closes waiting connections, and from now on those above the limit. */
	close(): void {
		this.#isClosed = true;
		for (const socket of this.#waiting.keys()) {
			socket.destroy();
		}

		this.#waiting.clear();
		this.#publish();
	}

	#onConnection(socket: Socket, serve: Serve): void {
		if (this.#waiting.size === 0 && this.#counts.tryEnter(this.#limits.maxConnections)) {
			this.#admit(socket, serve);
			return;
		}

		if (this.#isClosed || this.#counts.waiting >= this.#limits.maxWaiting) {
			socket.destroy();
			return;
		}

		this.#waiting.set(socket, serve);
		this.#publish();
	}

	#admit(socket: Socket, serve: Serve): void {
		socket.on('close', () => {
			this.#counts.leave();
			this.#admitWaiting();
		});
		serve(socket);
	}

	#admitWaiting(): void {
		const before = this.#waiting.size;
		for (const [socket, serve] of this.#waiting) {
			if (!this.#counts.tryEnter(this.#limits.maxConnections)) {
				break;
			}

			this.#waiting.delete(socket);
			this.#admit(socket, serve);
		}

		if (this.#waiting.size !== before) {
			this.#publish();
		}
	}

	#publish(): void {
		this.#counts.setWaiting(this.#waiting.size);
		if (this.#waiting.size === 0) {
			clearInterval(this.#pollTimer);
			this.#pollTimer = undefined;
		} else {
			this.#pollTimer ??= setInterval(() => {
				this.#admitWaiting();
			}, pollIntervalMs);
		}
	}
}
