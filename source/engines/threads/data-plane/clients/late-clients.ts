import type {Server} from 'node:http';
import type {Socket} from 'node:net';

/** Clients past a timeout. Before one is closed, its connection is polled again, see `Deadline`. */
export class LateClients {
	/** Those past the header timeout. */
	readonly #late = new Set<Socket>();

	/** @param server - Measures the timeouts. With a 'timeout' listener, it leaves it to that to close idle connections. */
	constructor(server: Server) {
		server.on('timeout', (socket: Socket) => {
			const {bytesRead} = socket;
			setImmediate(() => {
				if (socket.bytesRead === bytesRead) {
					socket.destroy();
				}
			});
		});
	}

	/** Calls back if a late header has still not arrived. */
	giveUp(socket: Socket, onGivenUp: () => void): void {
		this.#late.add(socket);
		setImmediate(() => {
			if (this.#late.delete(socket)) {
				onGivenUp();
			}
		});
	}

	/** Call with each received header. */
	take(socket: Socket): void {
		this.#late.delete(socket);
	}
}
