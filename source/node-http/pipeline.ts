import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';

/** Node's own name for the response that is being sent on a connection; it tells of no other way to find that. */
type ServedSocket = Socket & {readonly _httpMessage?: ServerResponse | null};

/**
Requests that clients sent before they had the answers to those before. Each waits for its turn: to act on several at once
would change their order (RFC 9112 §9.3.2), and none may be acted on once one before it has proved to be no clear request.
Node keeps only their responses in order, and tells of a turn by an event that it doesn't document.
*/
export class Pipeline {
	readonly #waiting = new WeakMap<Socket, ServerResponse[]>();

	/** Calls back once all responses before this one, which has no connection yet, are sent; never, if the connection ends before. */
	wait({socket}: IncomingMessage, response: ServerResponse, onTurn: () => void): void {
		const waiting = this.#waiting.get(socket) ?? [];
		this.#waiting.set(socket, waiting);
		waiting.push(response);
		response.once('socket', () => {
			waiting.shift();
			onTurn();
		});
	}

	/** The last response that waits for its turn calls back here instead. */
	waitInstead(response: ServerResponse, onTurn: () => void): void {
		response.removeAllListeners('socket');
		response.once('socket', onTurn);
	}

	/** The newest response of a connection that has not been sent. */
	last(socket: ServedSocket): ServerResponse | undefined {
		return this.#waiting.get(socket)?.at(-1) ?? socket._httpMessage ?? undefined;
	}

	/** Calls back when all responses of a connection are sent; never, if it ends before. */
	afterAll(socket: Socket, action: () => void): void {
		const last = this.last(socket);
		if (last === undefined) {
			action();
			return;
		}

		last.once('close', () => {
			if (socket.writable) {
				action();
			}
		});
	}

	/** Lets the responses of a connection that Node no longer looks after go on as it takes what they send. */
	passDrain(socket: ServedSocket): void {
		socket.on('drain', () => {
			socket._httpMessage?.emit('drain');
		});
	}
}
