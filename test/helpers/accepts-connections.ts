import {once} from 'node:events';
import {connect} from 'node:net';

/** Whether a port of this machine accepts a connection. */
export const acceptsConnections = async (port: number): Promise<boolean> => {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
};
