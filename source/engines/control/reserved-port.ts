import {once} from 'node:events';
import net, {type AddressInfo} from 'node:net';

const close = async (server: net.Server): Promise<void> => {
	server.close();
	await once(server, 'close');
};

/**
Reserves a port for several listeners that share it. A given one is checked to be free: with SO_REUSEPORT a second instance could
join in unnoticed. One that the system picks is held until all listen, as any process may be given it otherwise.

@param host
@param port - 0 picks a free one.
@param listen - Starts the listeners.
@throws {NodeJS.ErrnoException} When the address cannot be listened on.
*/
export const listenOnReservedPort = async <Listening>(
	host: string | undefined,
	port: number,
	listen: (port: number) => Promise<Listening>,
): Promise<Listening> => {
	const server = net.createServer();
	server.listen({
		...(host !== undefined && {host}), port, exclusive: true, reusePort: port === 0,
	});
	await once(server, 'listening');
	if (port !== 0) {
		await close(server);
		return listen(port);
	}

	try {
		return await listen((server.address() as AddressInfo).port);
	} finally {
		await close(server);
	}
};
