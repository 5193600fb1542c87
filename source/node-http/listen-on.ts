import type {AddressInfo, Server} from 'node:net';

export type ServerAddress = {
	/** All interfaces if undefined. */
	readonly host: string | undefined;
	readonly port: number | undefined;
	/** Whether several servers may share the port. */
	readonly reusePort: boolean;
};

/**
Starts a server. Errors of single connections that it cannot accept are ignored from then on.

@throws {NodeJS.ErrnoException} When the address cannot be listened on.
*/
export const listenOn = async (server: Server, {host, port, reusePort}: ServerAddress): Promise<{readonly host: string; readonly port: number}> => {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen({...(host !== undefined && {host}), port, reusePort}, () => {
			server.off('error', reject);
			server.on('error', () => {});
			resolve();
		});
	});
	const {address, port: actualPort} = server.address() as AddressInfo;
	return {host: address, port: actualPort};
};
