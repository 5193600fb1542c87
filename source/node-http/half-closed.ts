import type {Server} from 'node:http';
import type {Socket} from 'node:net';

/** Time for which a response may be pending after the client has closed its side; each piece sent restarts it. */
const patienceMs = 500;

const timers = new WeakMap<Socket, NodeJS.Timeout>();

/** Has a client's connection end that has ended its own side, unless an answer goes on. */
export const endWithPatience = (socket: Socket): void => {
	let bytesBefore = socket.bytesWritten;
	const timer = setInterval(() => {
		// After another poll of the backends, for the reason given at `Deadline`.
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

/** Keeps Node from ending a connection with what the client has ended of it, in the middle of an answer; it has no option for that. */
export const allowHalfClosed = (server: Server): void => {
	Object.assign(server, {httpAllowHalfOpen: true});
};

/**
Has clients answered that have ended their side of the connection after their request, as `nc -N` does. Nothing on the wire
tells them from those that have left before the first byte is sent to them: who is gone resets the connection then, and who
is not sent anything for a while is taken to be gone.
*/
export const answerHalfClosed = (server: Server): void => {
	allowHalfClosed(server);
	server.on('connection', socket => {
		const push = socket.push.bind(socket);
		// An 'end' would come only when all that was sent before it has been parsed, and requests wait for their turn.
		socket.push = (chunk: unknown, encoding) => {
			if (chunk === null) {
				endWithPatience(socket);
			}

			return push(chunk, encoding);
		};
	});
};

/** A connection that speaks another protocol from now on may rest as long as that allows. */
export const forgetHalfClosed = (socket: Socket): void => {
	Reflect.deleteProperty(socket, 'push');
	clearInterval(timers.get(socket));
};
