import type {Server} from 'node:http';

/**
Makes a server watch the timeouts of connections that it is handed, though it listens on no port itself. Node starts to watch them
with the 'listening' event, and `close` ends it.
*/
export const watchHandedConnections = (server: Server): void => {
	server.emit('listening');
};
