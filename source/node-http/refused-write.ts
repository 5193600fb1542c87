import type {ClientRequest} from 'node:http';
import type {Socket} from 'node:net';

type BackendSocket = Socket & {
	/** Undocumented: the request that is being sent on a connection. */
	readonly _httpMessage?: ClientRequest | null;
};

type Callback = (error?: NodeJS.ErrnoException | null) => void;

const event = 'refusedWrite';
/** The backend has closed the connection, but may have responded before. */
const refusals = new Set(['EPIPE', 'ECONNRESET']);
const guarded = new WeakSet<Socket>();

/**
Reads a connection to its end after a failed write: an early response may have been received already (RFC 9112 §9.5), which Node would
discard.

@param socket
@param onRefused - Called when writes fail. Returns whether to keep reading.
*/
export const readPastRefusedWrites = (socket: Socket, onRefused: () => boolean): void => {
	const {_write: write, _writev: writev} = socket;
	let given: Callback | undefined;
	let guardedGiven: Callback = () => {};
	/** Streams give the same callback for write after write. */
	const guardedCallback = (callback: Callback): Callback => {
		if (callback !== given) {
			given = callback;
			guardedGiven = error => {
				// Without its callback, a stream does not write any more.
				if (!(error && refusals.has(error.code!) && onRefused())) {
					callback(error);
				}
			};
		}

		return guardedGiven;
	};

	socket._write = (chunk, encoding, callback) => {
		write.call(socket, chunk, encoding, guardedCallback(callback));
	};

	socket._writev = (chunks, callback) => {
		writev!.call(socket, chunks, guardedCallback(callback));
	};
};

const socketOf = (upstream: ClientRequest): BackendSocket | null => upstream.socket;

/**
Reads a backend's connection to its end after the backend has stopped to read the request.

@param upstream - A request with an assigned connection.
@param onRefused - Called before the response or the end of the connection.
*/
export const readPastRefusedWrite = (upstream: ClientRequest, onRefused: () => void): void => {
	const socket = socketOf(upstream);
	if (socket === null) {
		// A stream of HTTP/2, which is reset.
		return;
	}

	if (!guarded.has(socket)) {
		guarded.add(socket);
		readPastRefusedWrites(socket, () => socket._httpMessage?.emit(event) ?? false);
	}

	upstream.once(event, onRefused);
};
