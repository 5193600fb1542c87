import type {Server, Socket} from 'node:net';

type ConnectionListener = (socket: Socket) => void;

/**
Intercepts a server's connections before its current listeners; nothing is read from a connection before it is served. Node's
servers serve every connection of their 'connection' event, and cannot hold one back.

@param server
@param onConnection - Called for each connection.
@returns Passes a connection on to the server, still paused.
*/
export const holdConnections = (server: Server, onConnection: ConnectionListener): ConnectionListener => {
	const listeners = server.listeners('connection') as ConnectionListener[];
	server.removeAllListeners('connection');
	// An option of `net.createServer` that the servers made of it do not pass on.
	Object.assign(server, {pauseOnConnect: true});
	server.on('connection', onConnection);
	return socket => {
		for (const listener of listeners) {
			listener.call(server, socket);
		}
	};
};
