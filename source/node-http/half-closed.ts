import type {Server} from 'node:http';
import type {Socket} from 'node:net';

/** Time for which a response may be pending after the client has closed its side; each piece sent restarts it. */
const patienceMs = 500;

const timers = new WeakMap<Socket, NodeJS.Timeout>();

/** Ends the connection of a client that has ended its side, unless a response makes progress. */
export const endWithPatience = (socket: Socket): void => {
	let bytesBefore = socket.bytesWritten;
	const timer = setInterval(() => {
		// After the backends have been polled, see `Deadline`.
		setImmediate(() => {
			if (socket.bytesWritten === bytesBefore) {
				socket.destroy();
			}

			bytesBefore = socket.bytesWritten;
		});
	}, patienceMs);
	timers.set(socket, timer);
	socket.once('close', () => {
		clearInterval(timer);
	});
};

/** Keeps Node from closing a connection in the middle of a response when the client ends its side. There is no public option. */
export const allowHalfClosed = (server: Server): void => {
	Object.assign(server, {httpAllowHalfOpen: true});
};

/**
Answers clients that end their side of the connection after their request, as `nc -N` does. They look like clients that have left
until a byte is sent to them, which makes the latter reset the connection. Clients without a response for a while are treated as
gone.
*/
export const answerHalfClosed = (server: Server): void => {
	allowHalfClosed(server);
	server.on('connection', socket => {
		const push = socket.push.bind(socket);
		// An 'end' event comes only after all input has been parsed, which pipelined requests delay.
		socket.push = (chunk: unknown, encoding) => {
			if (chunk === null) {
				endWithPatience(socket);
			}

			return push(chunk, encoding);
		};
	});
};

/** After a protocol switch, the timeouts of the new protocol apply. */
export const forgetHalfClosed = (socket: Socket): void => {
	Reflect.deleteProperty(socket, 'push');
	clearInterval(timers.get(socket));
};
