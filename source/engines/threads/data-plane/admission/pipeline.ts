import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';

/**
Requests that clients sent before they had the answers to those before. Each waits for its turn: to act on several at once
would change their order (RFC 9112 §9.3.2), and none may be acted on once one before it has proved to be no clear request.
*/
export class Pipeline {
	readonly #waiting = new WeakMap<Socket, ServerResponse[]>();

	/** Calls back once all responses before this one are sent; never, if the connection ends before. */
	wait({socket}: IncomingMessage, response: ServerResponse, onTurn: () => void): void {
		const waiting = this.#waiting.get(socket) ?? [];
		this.#waiting.set(socket, waiting);
		waiting.push(response);
		// Told by node:http when it is this response's turn.
		response.once('socket', () => {
			waiting.shift();
			onTurn();
		});
	}

	/** The newest response that waits on a connection. */
	last(socket: Socket): ServerResponse | undefined {
		return this.#waiting.get(socket)?.at(-1);
	}
}
