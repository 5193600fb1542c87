import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {request as httpRequest, type IncomingMessage} from 'node:http';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import type {TestContext} from 'node:test';
import {startAdminServer, type AdminServer, type AdminServerOptions} from '../../source/admin/admin-server.js';
import {FakeControl} from '../helpers/fake-control.js';
import {checkAgainstOpenapi} from './openapi-check.js';

export type Reply = {
	readonly status: number;
	readonly headers: IncomingMessage['headers'];
	readonly text: string;
	/** The body read as JSON; undefined when there is none. */
	readonly json: unknown;
};

type Asked = {
	readonly headers?: Readonly<Record<string, string | undefined>>;
	/** Sent as it is when it is text or bytes, else as JSON. */
	readonly body?: unknown;
};

const isRaw = (body: unknown): body is string | Uint8Array => typeof body === 'string' || body instanceof Uint8Array;

/** A client that can say anything, in particular any `Host`. */
const ask = async (port: number, method: string, path: string, {headers = {}, body}: Asked): Promise<Reply> => {
	const request = httpRequest({
		host: '127.0.0.1', port, method, path, agent: false, headers: {...(body !== undefined && {'content-type': 'application/json'}), ...headers},
	});
	request.end(isRaw(body) || body === undefined ? body : JSON.stringify(body));
	const [response] = await once(request, 'response') as [IncomingMessage];
	const received = await text(response);
	const isJson = /\bjson\b/v.test(response.headers['content-type'] ?? '');
	const json: unknown = isJson && received !== '' ? JSON.parse(received) : undefined;
	checkAgainstOpenapi(method, path, response.statusCode!, response.headers['content-type'], json);
	return {
		status: response.statusCode!, headers: response.headers, text: received, json,
	};
};

/** Sends bytes as they are; resolves with all that came back once the other end has hung up. */
const sendRaw = async (port: number, bytes: string): Promise<string> => {
	const socket = connect(port, '127.0.0.1');
	socket.write(bytes, 'latin1');
	return text(socket);
};

/** The same for bytes that may be anything: closes its own half, so that neither end waits for more, and takes a reset for an end. */
const exchangeRaw = async (port: number, bytes: string): Promise<string> => {
	const socket = connect({port, host: '127.0.0.1', allowHalfOpen: true});
	const received: Uint8Array[] = [];
	socket.on('data', chunk => {
		received.push(chunk);
	});
	socket.on('error', () => {});
	socket.on('end', () => {
		socket.destroy();
	});
	socket.end(bytes, 'latin1');
	await once(socket, 'close');
	return Buffer.concat(received).toString('latin1');
};

export type Admin = {
	readonly control: FakeControl;
	readonly server: AdminServer;
	/** Unexpected errors. */
	readonly errors: unknown[];
	ask(method: string, path: string, asked?: Asked): Promise<Reply>;
	sendRaw(bytes: string): Promise<string>;
	exchangeRaw(bytes: string): Promise<string>;
};

/** An admin API on a free port, gone when the test has ended. */
export const startAdmin = async (t: TestContext, {control = new FakeControl(), ...options}: Partial<AdminServerOptions> & {readonly control?: FakeControl} = {}): Promise<Admin> => {
	const errors: unknown[] = [];
	const server = await startAdminServer({
		control,
		host: '127.0.0.1',
		port: 0,
		version: '1.2.3',
		onError(error) {
			errors.push(error);
		},
		...options,
	});
	t.after(async () => server.close(0));
	return {
		control,
		server,
		errors,
		ask: async (method, path, asked = {}) => ask(server.port, method, path, asked),
		sendRaw: async bytes => sendRaw(server.port, bytes),
		exchangeRaw: async bytes => exchangeRaw(server.port, bytes),
	};
};

/** The parts of a problem that scripts look at. */
export const problemOf = ({status, headers, json}: Reply): {status: number; code: unknown; detail: string} => {
	const problem = json as Readonly<Record<string, unknown>>;
	if (headers['content-type'] !== 'application/problem+json' || problem['status'] !== status || typeof problem['title'] !== 'string') {
		throw new Error(`is no problem: ${status} ${JSON.stringify(json)}`);
	}

	return {status, code: problem['code'], detail: String(problem['detail'])};
};
