import type {Server} from 'node:http';
import type {Socket} from 'node:net';

type ConnectionListener = (socket: Socket) => void;

/**
Goes before all that listen for a server's connections until now; nothing is read from a connection before it is served. Node's
server serves what it is told of by the event, and has no way to hold a connection back.

@param server
@param onConnection - Decides about each.
@returns Serves a connection.
*/
export const holdConnections = (server: Server, onConnection: ConnectionListener): ConnectionListener => {
	const listeners = server.listeners('connection') as ConnectionListener[];
	server.removeAllListeners('connection');
	// What `net.createServer` has as an option.
	Object.assign(server, {pauseOnConnect: true});
	server.on('connection', onConnection);
	return socket => {
		for (const listener of listeners) {
			listener.call(server, socket);
		}

		socket.resume();
	};
};
