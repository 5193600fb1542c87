import type {Socket} from 'node:net';

/**
Bounds the connections of the admin API. When the bound is reached, a new connection replaces an older one: the oldest that is
not authenticated, else the oldest that waits for its client. Half a request costs its client nothing, so refusing new
connections would let any client lock all others out.
*/
export class AdminConnections {
	/** Oldest first. */
	readonly #unauthenticated = new Set<Socket>();
	readonly #authenticated = new Set<Socket>();
	readonly #max: number;
	readonly #isBusy: (socket: Socket) => boolean;

	/**
	@param max - At once.
	@param isBusy - Whether a whole request of this connection is being answered.
	*/
	constructor(max: number, isBusy: (socket: Socket) => boolean) {
		this.#max = max;
		this.#isBusy = isBusy;
	}

	/** Closes it, or another one, when there are too many. */
	add(socket: Socket): void {
		if (this.#unauthenticated.size + this.#authenticated.size >= this.#max) {
			const evicted = this.#evictable() ?? socket;
			this.#forget(evicted);
			evicted.destroy();
			if (evicted === socket) {
				return;
			}
		}

		this.#unauthenticated.add(socket);
		socket.once('close', () => {
			this.#forget(socket);
		});
	}

	/** A request of this connection has passed the guard. */
	authenticate(socket: Socket): void {
		if (this.#unauthenticated.delete(socket)) {
			this.#authenticated.add(socket);
		}
	}

	#evictable(): Socket | undefined {
		const [oldest] = this.#unauthenticated;
		return oldest ?? [...this.#authenticated].find(socket => !this.#isBusy(socket));
	}

	#forget(socket: Socket): void {
		this.#unauthenticated.delete(socket);
		this.#authenticated.delete(socket);
	}
}
