import type {Server} from 'node:http';
import type {Socket} from 'node:net';

type ConnectionListener = (socket: Socket) => void;

/**
Intercepts a server's connections before its current listeners; nothing is read from a connection before it is served. Node's
server serves every connection of its 'connection' event, and cannot hold one back.

@param server
@param onConnection - Called for each connection.
@returns Passes a connection on to the server.
*/
export const holdConnections = (server: Server, onConnection: ConnectionListener): ConnectionListener => {
	const listeners = server.listeners('connection') as ConnectionListener[];
	server.removeAllListeners('connection');
	// An option of `net.createServer` that `http.createServer` does not pass on.
	Object.assign(server, {pauseOnConnect: true});
	server.on('connection', onConnection);
	return socket => {
		for (const listener of listeners) {
			listener.call(server, socket);
		}

		socket.resume();
	};
};
