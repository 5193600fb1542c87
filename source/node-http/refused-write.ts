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

const guard = (socket: BackendSocket): void => {
	const {_write: write, _writev: writev} = socket;
	const guardedCallback = (callback: Callback): Callback => error => {
		// Who has not been called back is given nothing more to write.
		if (!(error && refusals.has(error.code!) && socket._httpMessage?.emit(event))) {
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
Has a backend's connection read to its end after the backend has refused to take more of the request: its answer may be there
already (RFC 9112 §9.5), and Node would throw that away.

@param upstream - A request that has its connection.
@param onRefused - Nothing that is written from now on arrives. The answer or the end of the connection follows.
*/
export const readPastRefusedWrite = (upstream: ClientRequest, onRefused: () => void): void => {
	const socket = upstream.socket!;
	if (!guarded.has(socket)) {
		guarded.add(socket);
		guard(socket);
	}

	upstream.once(event, onRefused);
};
