import {once} from 'node:events';
import net, {type AddressInfo} from 'node:net';

/**
Checks that a port is free before several listeners share it: with SO_REUSEPORT a second instance could join unnoticed.

@param host
@param port - 0 picks a free one.
@throws {NodeJS.ErrnoException} If the address cannot be listened on.
*/
export const reservePort = async (host: string | undefined, port: number): Promise<number> => {
	const server = net.createServer();
	server.listen({...(host !== undefined && {host}), port, exclusive: true});
	await once(server, 'listening');
	const {port: actualPort} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return actualPort;
};
