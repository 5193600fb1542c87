import type {Server} from 'node:http';
import type {Socket} from 'node:net';

/** How long a fresh connection may take to bring its request: a moment for what is on its way. */
const unusedGraceMs = 500;
const idleCheckMs = 50;

/** Ends a server's connections without dropping a request that has been sent already. */
export class GracefulClose {
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();

	constructor(server: Server) {
		this.#server = server;
		server.on('connection', socket => {
			this.#sockets.add(socket);
			socket.once('close', () => {
				this.#sockets.delete(socket);
			});
		});
	}

	/** Stops accepting; resolves when the last connection has closed, or has been closed after `graceMs`. */
	async close(graceMs: number): Promise<void> {
		const closed = new Promise<void>(resolve => {
			// Directly after a turn of the event loop that has accepted all who were waiting: the kernel resets whoever still is.
			setImmediate(() => {
				setImmediate(() => {
					this.#server.close(() => {
						resolve();
					});
				});
			});
		});
		// Those whose answer was under way become idle later.
		const idleTimer = setInterval(() => {
			this.#server.closeIdleConnections();
		}, idleCheckMs);
		const unusedTimer = setTimeout(() => {
			this.#destroy(({bytesRead}) => bytesRead === 0);
		}, Math.min(unusedGraceMs, graceMs));
		const graceTimer = setTimeout(() => {
			this.#destroy(() => true);
		}, graceMs);
		await closed;
		clearInterval(idleTimer);
		clearTimeout(unusedTimer);
		clearTimeout(graceTimer);
	}

	#destroy(isMeant: (socket: Socket) => boolean): void {
		for (const socket of this.#sockets) {
			if (isMeant(socket)) {
				socket.destroy();
			}
		}
	}
}
