import type {Server} from 'node:http';
import type {Socket} from 'node:net';
import {holdConnections} from '../../../../node-http/connection-gate.js';
import type {ConnectionCounts} from '../../../shared-memory/connection-counts.js';
import type {ClientConnectionSettings} from '../../../../model/wire-settings.js';

/** Capacity that other workers free is found by polling. */
const pollIntervalMs = 5;
const giveWayIntervalMs = 1000;

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
	/** In order of arrival. */
	readonly #waiting = new Set<Socket>();
	#serve: (socket: Socket) => void = () => {};
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
	@param serve - Called with each admitted connection, and with a function that passes one to the server.
	@param closeIdle - Closes idle connections.
	*/
	guard(server: Server, serve: (socket: Socket, byServer: (socket: Socket) => void) => void, closeIdle: () => void): void {
		const byServer = holdConnections(server, this.#onConnection);
		this.#serve = socket => {
			serve(socket, byServer);
		};

		const giveWay = setInterval(() => {
			// Connections with a request that has just arrived are no longer idle.
			setImmediate(() => {
				if (this.isCrowded) {
					closeIdle();
				}
			});
		}, giveWayIntervalMs).unref();
		server.once('close', () => {
			clearInterval(giveWay);
		});
	}

	/** Closes waiting connections, and from now on those above the limit. */
	close(): void {
		this.#isClosed = true;
		for (const socket of this.#waiting) {
			socket.destroy();
		}

		this.#waiting.clear();
		this.#publish();
	}

	readonly #onConnection = (socket: Socket): void => {
		if (this.#waiting.size === 0 && this.#counts.tryEnter(this.#limits.maxConnections)) {
			this.#admit(socket);
			return;
		}

		if (this.#isClosed || this.#counts.waiting >= this.#limits.maxWaiting) {
			socket.destroy();
			return;
		}

		this.#waiting.add(socket);
		this.#publish();
	};

	#admit(socket: Socket): void {
		socket.once('close', () => {
			this.#counts.leave();
			this.#admitWaiting();
		});
		this.#serve(socket);
	}

	#admitWaiting(): void {
		const before = this.#waiting.size;
		for (const socket of this.#waiting) {
			if (!this.#counts.tryEnter(this.#limits.maxConnections)) {
				break;
			}

			this.#waiting.delete(socket);
			this.#admit(socket);
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
