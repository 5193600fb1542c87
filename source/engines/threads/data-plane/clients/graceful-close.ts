import type {Server, Socket} from 'node:net';
import {DenseList, type Placed} from '../../../../model/dense-list.js';
import {Deadline} from '../../../../node-http/deadline.js';

/** How long a new connection may take to send its request, which may be in transit. */
const unusedGraceMs = 500;
const idleCheckMs = 50;
/** A limit, as new connections may arrive as fast as they are accepted. */
const queueGraceMs = 1000;
/** The first turn may have begun after the event loop polled for connections. */
const emptyAfterTurns = 2;

const closed = async (server: Server): Promise<void> => new Promise(resolve => {
	// With an error if it has never listened.
	server.close(() => {
		resolve();
	});
});

type OpenConnection = Placed & {
	readonly socket: Socket;
};

/** Closes the connections of servers without dropping a request that has been sent already. */
export class GracefulClose {
	readonly #servers: readonly Server[];
	readonly #closeIdle: () => void;
	readonly #open = new DenseList<OpenConnection>();
	/** The bytes of connections that belong to no request. */
	readonly #skipped = new WeakMap<Socket, number>();
	#accepted = 0;

	/** @param closeIdle - Ends connections that wait for a further request. */
	constructor(servers: readonly Server[], closeIdle: () => void) {
		this.#servers = servers;
		this.#closeIdle = closeIdle;
	}

	/** The connections that are open. */
	get sockets(): readonly Socket[] {
		return Array.from(this.#open, ({socket}) => socket);
	}

	/** To be called with each connection that is served. */
	watch(socket: Socket): void {
		this.#accepted++;
		const connection: OpenConnection = {socket, place: 0};
		this.#open.add(connection);
		// Comes once, and `once` costs as much as all the rest here.
		socket.on('close', () => {
			this.#open.remove(connection);
		});
	}

	/** To be called with the length of what came before a connection's first request. */
	skip(socket: Socket, bytes: number): void {
		this.#skipped.set(socket, bytes);
	}

	/** Stops accepting; resolves when the last connection has closed, at the latest after `graceMs`. */
	async close(graceMs: number): Promise<void> {
		const unused = new Deadline();
		const allClosed = new Promise<void>(resolve => {
			this.#afterQueue(Math.min(queueGraceMs, graceMs), () => {
				void Promise.all(this.#servers.map(async server => closed(server))).then(() => {
					resolve();
				});
				unused.start(() => {
					this.#destroy(({bytesRead}, skipped) => bytesRead === skipped);
				}, Math.min(unusedGraceMs, graceMs));
			});
		});
		// Connections with a response in flight become idle later.
		const idleTimer = setInterval(() => {
			this.#closeIdle();
		}, idleCheckMs);
		const graceTimer = setTimeout(() => {
			this.#destroy(() => true);
		}, graceMs);
		await allClosed;
		clearInterval(idleTimer);
		unused.clear();
		clearTimeout(graceTimer);
	}

	/** Calls back when the kernel's backlog is empty, since closing the server resets the connections in it. A turn of the event loop accepts one. */
	#afterQueue(patienceMs: number, action: () => void): void {
		const startedAt = performance.now();
		let known = this.#accepted;
		let quietTurns = 0;
		const look = (): void => {
			quietTurns = this.#accepted === known ? quietTurns + 1 : 0;
			known = this.#accepted;
			if (quietTurns >= emptyAfterTurns || performance.now() - startedAt >= patienceMs) {
				action();
			} else {
				setImmediate(look);
			}
		};

		setImmediate(look);
	}

	#destroy(isMeant: (socket: Socket, skippedBytes: number) => boolean): void {
		for (const socket of this.sockets) {
			if (isMeant(socket, this.#skipped.get(socket) ?? 0)) {
				socket.destroy();
			}
		}
	}
}
