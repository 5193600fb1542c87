import {once} from 'node:events';
import {createServer as createHttpServer, type RequestListener} from 'node:http';
import {
	createServer,
	type AddressInfo,
	type Server,
	type Socket,
} from 'node:net';

/** One connection that a scripted backend accepted. */
export type Connection = {
	readonly socket: Socket;
	/** All that came in so far, one character a byte (latin1). */
	readonly received: string;
	/** Resolves once the connection has ended, in whatever way. */
	readonly closed: Promise<void>;
};

/** What a backend does with a connection. Called once for each, as soon as it is accepted. */
export type Script = (connection: Connection) => void | Promise<void>;

type ListenOptions = {
	/** @default a free port */
	readonly port?: number;
	/** @default 127.0.0.1 */
	readonly host?: string;
};

type TestBackend = {
	readonly port: number;
	/** `http://127.0.0.1:port` */
	readonly url: string;
	/** Ends the listener and, at once, every connection. */
	close(): Promise<void>;
};

export type ScriptedBackend = TestBackend & {
	/** Every connection accepted so far, oldest first, closed ones included. */
	readonly connections: readonly Connection[];
	/** Takes another script for the connections to come. */
	setScript(script: Script): void;
	/** Resolves with the nth connection (1 is the first), at once when it was accepted already. */
	connection(number: number): Promise<Connection>;
	/** Ends all connections in order, resolves once the other ends have closed them as well, and takes another script. */
	restart(script: Script): Promise<void>;
	/** Begins anew with counting connections. Those that are open stay so. */
	forgetConnections(): void;
};

export type HttpBackend = TestBackend & {
	/** How many requests it was sent so far. */
	readonly requests: number;
};

const listen = async (server: Server, {port = 0, host = '127.0.0.1'}: ListenOptions) => {
	server.listen(port, host);
	await once(server, 'listening');
	const address = server.address() as AddressInfo;
	return {port: address.port, url: `http://${host}:${address.port}`};
};

/** Starts a raw TCP server on loopback that follows a script; see `backend-scripts.ts` for the existing ones. */
export const startBackend = async (script: Script, options: ListenOptions = {}): Promise<ScriptedBackend> => {
	const connections: Connection[] = [];
	const sockets = new Set<Socket>();
	const server = createServer();
	// Any number of tests may wait for a connection each.
	server.setMaxListeners(0);
	let current = script;

	server.on('connection', socket => {
		let received = '';
		const connection: Connection = {
			socket,
			get received() {
				return received;
			},
			closed: new Promise(resolve => {
				socket.once('close', () => {
					resolve();
				});
			}),
		};
		socket.on('data', chunk => {
			received += chunk.toString('latin1');
		});
		// The other end may leave in any way; what that means is for the test to look at.
		socket.on('error', () => undefined);
		sockets.add(socket);
		socket.once('close', () => {
			sockets.delete(socket);
		});
		connections.push(connection);
		server.emit('accepted');
		void current(connection);
	});

	return {
		...await listen(server, options),
		connections,
		setScript(next) {
			current = next;
		},
		async connection(number) {
			while (connections.length < number) {
				// eslint-disable-next-line no-await-in-loop -- Connections come one after the other.
				await once(server, 'accepted');
			}

			return connections[number - 1]!;
		},
		async restart(next) {
			current = next;
			const open = connections.splice(0);
			for (const {socket} of open) {
				socket.end();
				socket.resume();
			}

			await Promise.all(open.map(async ({closed}) => closed));
		},
		forgetConnections() {
			connections.length = 0;
		},
		async close() {
			const closed = once(server, 'close');
			server.close();

			for (const socket of sockets) {
				socket.destroy();
			}

			await closed;
		},
	};
};

/** Starts an HTTP server on loopback. */
export const startHttpBackend = async (listener: RequestListener, options: ListenOptions = {}): Promise<HttpBackend> => {
	let requests = 0;
	const server = createHttpServer((request, response) => {
		requests += 1;
		listener(request, response);
	});

	return {
		...await listen(server, options),
		get requests() {
			return requests;
		},
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
};

/** A port of loopback on which nothing listens: connections to it are refused. */
export const refusedPort = async (): Promise<number> => {
	const backend = await startBackend(() => undefined);
	await backend.close();
	return backend.port;
};
