import type {Server} from 'node:http';
import type {Socket} from 'node:net';

/** Clients past a deadline. Before one is given up, its connection is read again, for the reason given at `Deadline`. */
export class LateClients {
	/** Those that owe the rest of a header. */
	readonly #owing = new Set<Socket>();

	/** @param server - Sees to the times itself. One with this listener leaves it to that to close an idle connection. */
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

	/** Calls back if a header that is late has not come by now. */
	giveUp(socket: Socket, onGivenUp: () => void): void {
		this.#owing.add(socket);
		setImmediate(() => {
			if (this.#owing.delete(socket)) {
				onGivenUp();
			}
		});
	}

	/** To be called with each header that has come. */
	take(socket: Socket): void {
		this.#owing.delete(socket);
	}
}
