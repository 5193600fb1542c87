import {once} from 'node:events';
import {connect, createServer, type AddressInfo, type Socket} from 'node:net';

export type TcpRelay = {
	/** Where it listens, on loopback; the same again after it was restored. */
	readonly port: number;
	/** Ends all connections at once and takes no further ones. */
	cut(): Promise<void>;
	restore(): Promise<void>;
};

/** Carries connections to a port of this machine, until they are cut. */
export const startTcpRelay = async (target: number): Promise<TcpRelay> => {
	const sockets = new Set<Socket>();
	const watch = (socket: Socket): void => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('close', () => {
			sockets.delete(socket);
		});
	};

	const server = createServer(client => {
		const far = connect(target, '127.0.0.1');
		watch(client);
		watch(far);
		client.pipe(far);
		far.pipe(client);
		far.once('close', () => {
			client.destroy();
		});
		client.once('close', () => {
			far.destroy();
		});
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
