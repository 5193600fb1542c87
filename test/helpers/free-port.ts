import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import net from 'node:net';

/** A port that is free for both TCP and UDP. */
export const freePort = async (): Promise<number> => {
	const server = net.createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as net.AddressInfo;
	const socket = createSocket('udp4').bind(port, '127.0.0.1');
	await once(socket, 'listening');
	socket.close();
	server.close();
	await once(server, 'close');
	return port;
};
