import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import https from 'node:https';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {buffer, text} from 'node:stream/consumers';
import {makeCertificate} from './certificates.js';
import type {Lifetime} from './lifetime.js';
import type {Pebble} from './pebble.js';
import {temporaryDirectory} from './temporary-directory.js';

/** A request to the authority. */
export type AcmeRequest = {
	readonly path: string;
	/** Of its signed body; undefined without one. */
	readonly payload: unknown;
};

/** What is answered in the authority's place; `break` ends the connection instead. */
export type Intercepted = 'break' | {readonly status: number; readonly body?: object; readonly headers?: Readonly<Record<string, string>>} | undefined;

export type AcmeFront = {
	readonly directoryUrl: string;
	/** The authority of its certificate, as PEM and in a file. */
	readonly ca: string;
	readonly caFile: string;
	readonly requests: readonly AcmeRequest[];
	/** Decides on each request; all go to the authority by default. */
	intercept: (request: AcmeRequest) => Intercepted;
	/** Members that are added to the authority's directory. */
	directory: Readonly<Record<string, unknown>>;
	/** That behind it. */
	pebble: Pebble;
};

const payloadOf = (body: string): unknown => {
	if (body === '') {
		return undefined;
	}

	const {payload} = JSON.parse(body) as {readonly payload: string};
	return payload === '' ? undefined : JSON.parse(String(Buffer.from(payload, 'base64url')));
};

/** Stands in front of pebble to see what it is asked, and to do what it does not. */
export const startAcmeFront = async (t: Lifetime, pebble: Pebble): Promise<AcmeFront> => {
	const authority = makeCertificate('authority of the front');
	const {cert, key} = makeCertificate('front', {hosts: ['127.0.0.1'], issuer: authority});
	const caFile = path.join(await temporaryDirectory(t), 'ca.pem');
	await writeFile(caFile, authority.cert);
	const requests: AcmeRequest[] = [];
	const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = await text(request);
		const seen = {path: request.url!, payload: payloadOf(body)};
		requests.push(seen);
		const intercepted = front.intercept(seen);
		if (intercepted === 'break') {
			request.socket.destroy();
			return;
		}

		if (intercepted !== undefined) {
			response.writeHead(intercepted.status, {'content-type': 'application/json', ...intercepted.headers}).end(JSON.stringify(intercepted.body ?? {}));
			return;
		}

		const {port, ca} = front.pebble;
		// Pebble names itself as it was called.
		const onward = https.request({host: '127.0.0.1', port, ca, agent: false, method: request.method, path: request.url, headers: request.headers});
		onward.end(body);
		const [answer] = await once(onward, 'response') as [IncomingMessage];
		const content = await buffer(answer);
		const {'content-length': _, ...headers} = answer.headers;
		response.writeHead(answer.statusCode!, headers).end(seen.path === '/dir' ? JSON.stringify({...JSON.parse(String(content)) as object, ...front.directory}) : content);
	};

	const server = https.createServer({cert, key}, (request, response) => {
		handle(request, response).catch(() => {
			request.socket.destroy();
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();
		server.closeAllConnections();
	});
	const front: AcmeFront = {
		directoryUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}/dir`,
		ca: authority.cert,
		caFile,
		requests,
		intercept: () => undefined,
		directory: {},
		pebble,
	};
	return front;
};
