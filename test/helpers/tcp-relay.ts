import {once} from 'node:events';
import {connect, createServer, type AddressInfo, type Socket} from 'node:net';

export type TcpRelay = {
	/** Where it listens, on loopback; the same again after it was restored. */
	readonly port: number;
	/** Ends all connections at once and takes no further ones. */
	cut(): Promise<void>;
	restore(): Promise<void>;
};

/**
Carries connections to a port of this machine, until they are cut.

@param target - That port. Connections wait for one that is known only later.
*/
export const startTcpRelay = async (target: number | (() => Promise<number>)): Promise<TcpRelay> => {
	const sockets = new Set<Socket>();
	const watch = (socket: Socket): void => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('close', () => {
			sockets.delete(socket);
		});
	};

	const carry = async (client: Socket): Promise<void> => {
		watch(client);
		const far = connect(typeof target === 'number' ? target : await target(), '127.0.0.1');
		watch(far);
		client.pipe(far);
		far.pipe(client);
		far.once('close', () => {
			client.destroy();
		});
		client.once('close', () => {
			far.destroy();
		});
	};

	const server = createServer(client => {
		void carry(client);
	});
	const listen = async (port: number): Promise<void> => {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	};

	await listen(0);
	const {port} = server.address() as AddressInfo;
	return {
		port,
		async cut() {
			if (!server.listening) {
				return;
			}

			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) {
				socket.destroy();
			}

			await closed;
		},
		restore: async () => listen(port),
	};
};
