import type {ClientRequest} from 'node:http';
import type {Socket} from 'node:net';

type BackendSocket = Socket & {
	/** Node's own name for the request that is being sent on a connection. */
	readonly _httpMessage?: ClientRequest | null;
};

type Callback = (error?: NodeJS.ErrnoException | null) => void;

const event = 'refusedWrite';
/** The backend has closed the connection, but may have answered before. */
const refusals = new Set(['EPIPE', 'ECONNRESET']);
const guarded = new WeakSet<Socket>();

/**
Has a connection read to its end after the other side has refused to take more: what that has said before may be there already
(RFC 9112 §9.5), and Node would throw it away.

@param socket
@param onRefused - Nothing that is written from now on arrives. Returns whether the connection is of use until its end.
*/
export const readPastRefusedWrites = (socket: Socket, onRefused: () => boolean): void => {
	const {_write: write, _writev: writev} = socket;
	const guardedCallback = (callback: Callback): Callback => error => {
		// Who has not been called back is given nothing more to write.
		if (!(error && refusals.has(error.code!) && onRefused())) {
			callback(error);
		}
	};

	socket._write = (chunk, encoding, callback) => {
		write.call(socket, chunk, encoding, guardedCallback(callback));
	};

	socket._writev = (chunks, callback) => {
		writev!.call(socket, chunks, guardedCallback(callback));
	};
};

/**
Has a backend's connection read to its end after the backend has refused to take more of the request.

@param upstream - A request that has its connection.
@param onRefused - The answer or the end of the connection follows.
*/
export const readPastRefusedWrite = (upstream: ClientRequest, onRefused: () => void): void => {
	const socket: BackendSocket = upstream.socket!;
	if (!guarded.has(socket)) {
		guarded.add(socket);
		readPastRefusedWrites(socket, () => socket._httpMessage?.emit(event) ?? false);
	}

	upstream.once(event, onRefused);
};
