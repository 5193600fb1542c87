import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';

/** Undocumented: the response that is being sent on a connection. */
type ServedSocket = Socket & {readonly _httpMessage?: ServerResponse | null};

/**
Processes pipelined requests one at a time: in parallel, their order could change (RFC 9112 §9.3.2), and none may be processed after a
malformed one. Node orders only the responses; its 'socket' event of a response, which marks its turn, is undocumented.
*/
export class Pipeline {
	readonly #waiting = new WeakMap<Socket, ServerResponse[]>();

	/** Calls back once all earlier responses have been sent; never if the connection ends before. */
	wait({socket}: IncomingMessage, response: ServerResponse, onTurn: () => void): void {
		const waiting = this.#waiting.get(socket) ?? [];
		this.#waiting.set(socket, waiting);
		waiting.push(response);
		response.once('socket', () => {
			waiting.shift();
			onTurn();
		});
	}

	/** Replaces the callback of the last waiting response. */
	waitInstead(response: ServerResponse, onTurn: () => void): void {
		response.removeAllListeners('socket');
		response.once('socket', onTurn);
	}

	/** The newest response of a connection that has not been sent yet. */
	last(socket: ServedSocket): ServerResponse | undefined {
		return this.#waiting.get(socket)?.at(-1) ?? socket._httpMessage ?? undefined;
	}

	/** Calls back once all responses of a connection have been sent; never if it ends before. */
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

	/** Forwards 'drain' events to the responses of a connection that Node has detached from its server. */
	passDrain(socket: ServedSocket): void {
		socket.on('drain', () => {
			socket._httpMessage?.emit('drain');
		});
	}
}
