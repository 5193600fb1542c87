import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import http, {type IncomingMessage, type RequestOptions} from 'node:http';

export type Answer = {
	readonly status: number;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
};

/** Sends one request to a port of this machine and reads the whole answer. */
export const send = async (port: number, options: RequestOptions = {}, body?: string): Promise<Answer> => {
	const request = http.request({host: '127.0.0.1', port, ...options});
	request.end(body);
	const [response] = await once(request, 'response') as [IncomingMessage];
	const chunks: Buffer[] = [];
	for await (const chunk of response) {
		chunks.push(chunk as Buffer);
	}

	return {status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString()};
};

/** Sends that many requests over that many kept connections and counts the answers by status; a broken one counts as 0. */
export const sendMany = async (port: number, requests: number, connections: number, options: RequestOptions = {}): Promise<Map<number, number>> => {
	const agent = new http.Agent({keepAlive: true, maxSockets: connections});
	const byStatus = new Map<number, number>();
	let left = requests;
	await Promise.all(Array.from({length: connections}, async () => {
		while (left-- > 0) {
			// eslint-disable-next-line no-await-in-loop -- a connection carries one after the other
			const status = await send(port, {...options, agent}).then(answer => answer.status).catch(() => 0);
			byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
		}
	}));
	agent.destroy();
	return byStatus;
};
