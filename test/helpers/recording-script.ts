import type {Script} from './scripted-backend.js';
import {readRequest, type StrictRequest} from './strict-request.js';

/** What a backend was sent, as a strict reader sees it. */
export type Recording = {
	readonly script: Script;
	/** Whole requests, in the order in which they were whole. */
	readonly requests: StrictRequest[];
	/** Of connections whose bytes were no clear requests. */
	readonly problems: string[];
	/** What has come of requests that are not whole, on connections that are open. */
	unfinished(): string[];
};

const okay = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';

/** Answers each whole request with 200 and the body `ok`, on one connection as often as asked, and keeps all of them. */
export const recordRequests = (): Recording => {
	const requests: StrictRequest[] = [];
	const problems: string[] = [];
	const connections = new Set<() => string>();
	return {
		requests,
		problems,
		unfinished: () => [...connections].map(rest => rest()).filter(text => text !== ''),
		script(connection) {
			const {socket} = connection;
			let offset = 0;
			const rest = (): string => connection.received.slice(offset);
			connections.add(rest);
			void connection.closed.then(() => {
				connections.delete(rest);
			});
			socket.on('data', () => {
				try {
					for (let read = readRequest(connection.received, offset); read !== undefined; read = readRequest(connection.received, offset)) {
						offset = read.end;
						requests.push(read.request);
						socket.write(read.request.method === 'HEAD' ? okay : `${okay}ok`);
					}
				} catch (error) {
					problems.push(`${(error as Error).message}; received: ${JSON.stringify(connection.received)}`);
					socket.destroy();
				}
			});
		},
	};
};
