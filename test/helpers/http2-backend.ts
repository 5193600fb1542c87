import {once} from 'node:events';
import http2, {type Http2Server, type IncomingHttpHeaders, type SecureServerOptions, type ServerHttp2Session, type ServerHttp2Stream} from 'node:http2';
import type {AddressInfo} from 'node:net';

export type Http2Backend = {
	readonly port: number;
	/** `h2c://127.0.0.1:port`, or `https://…` with TLS. */
	readonly url: string;
	/** Sessions accepted so far, those that have ended included. */
	readonly sessions: readonly ServerHttp2Session[];
	close(): Promise<void>;
};

/** Starts a backend that speaks HTTP/2, over TLS if there are options for that. */
export const startHttp2Backend = async (onStream: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void, tls?: SecureServerOptions): Promise<Http2Backend> => {
	const sessions: ServerHttp2Session[] = [];
	const server = (tls ? http2.createSecureServer(tls) : http2.createServer()) as Http2Server;
	server.on('session', session => {
		sessions.push(session);
		session.on('error', () => {});
	});
	server.on('stream', (stream, headers) => {
		stream.on('error', () => {});
		// A health check.
		if (headers[':path'] === '/' && headers['user-agent']?.startsWith('proxy-tui/')) {
			stream.respond({':status': 204}, {endStream: true});
		} else {
			onStream(stream, headers);
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		port,
		url: `${tls ? 'https' : 'h2c'}://127.0.0.1:${port}`,
		sessions,
		async close() {
			for (const session of sessions) {
				session.destroy();
			}

			server.close();
			await once(server, 'close');
		},
	};
};
