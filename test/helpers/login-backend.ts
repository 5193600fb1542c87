import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer, type RequestListener} from 'node:http';
import {createServer as createTlsServer, type ServerOptions} from 'node:https';
import type {AddressInfo, Socket} from 'node:net';

export type LoginBackend = {
	/** `http://127.0.0.1:port`, or https */
	readonly url: string;
	/** Every connection accepted so far, oldest first. */
	readonly sockets: readonly Socket[];
	/** Ends the listener and, at once, every connection. */
	close(): Promise<void>;
};

/** What a connection has been told, and whom it belongs to. */
type Login = {challenge?: string | undefined; user?: string | undefined};

// The messages of MS-NLMP §2.2.1, with no more than what is looked at here.
const signature = 'NTLMSSP\0';
const challengeBytes = 8;
const oemNtlm = 0x2_02;

const message = (type: number, size: number): Buffer => {
	const bytes = Buffer.alloc(size);
	bytes.write(signature, 'latin1');
	bytes.writeUInt32LE(type, 8);
	return bytes;
};

const challengeMessage = (challenge: string): string => {
	const bytes = message(2, 48);
	bytes.writeUInt32LE(48, 16);
	bytes.writeUInt32LE(oemNtlm, 20);
	bytes.write(challenge, 24, 'latin1');
	return bytes.toString('base64');
};

const setText = (bytes: Buffer, at: number, text: string): Buffer => {
	bytes.writeUInt16LE(text.length, at);
	bytes.writeUInt16LE(text.length, at + 2);
	bytes.writeUInt32LE(bytes.length, at + 4);
	return Buffer.concat([bytes, Buffer.from(text, 'latin1')]);
};

const textAt = (bytes: Buffer, at: number): string => {
	const start = bytes.readUInt32LE(at + 4);
	return bytes.toString('latin1', start, start + bytes.readUInt16LE(at));
};

const domainAt = 28;
const userAt = 36;

/** What a client sends to begin a login. */
export const firstMessage = `NTLM ${message(1, 32).toString('base64')}`;

/** What it sends then: the user's name, with the challenge in the place of the domain. */
export const secondMessage = (challenge: string | undefined, user: string): string => {
	const given = Buffer.from(challenge?.slice('NTLM '.length) ?? '', 'base64').toString('latin1', 24, 24 + challengeBytes);
	return `NTLM ${setText(setText(message(3, 64), domainAt, given), userAt, user).toString('base64')}`;
};

/**
Starts a server that authenticates connections, as NTLM and Negotiate do: the user who has logged in on one is taken for the sender
of all that comes on it. Answers with the user's name, and without a login with 401; `/open` needs none, and is told all the same.

NTLM takes two messages, where the second answers a challenge that belongs to the connection; `Negotiate user` takes one.
*/
export const startLoginBackend = async (name = '', tls?: ServerOptions): Promise<LoginBackend> => {
	const logins = new WeakMap<Socket, Login>();
	const sockets: Socket[] = [];
	let challenges = 0;

	/** @returns A challenge that the client has to answer first, if there is one. */
	const logIn = (login: Login, [scheme = '', token = '']: readonly string[]): string | undefined => {
		if (scheme.toLowerCase() === 'negotiate') {
			login.user = token;
			return undefined;
		}

		const bytes = Buffer.from(token, 'base64');
		if (bytes.readUInt32LE(8) === 1) {
			login.challenge = String(++challenges).padStart(challengeBytes, '0');
			return login.challenge;
		}

		const isRight = login.challenge !== undefined && ['', login.challenge].includes(textAt(bytes, domainAt));
		login.user = isRight ? textAt(bytes, userAt) : undefined;
		return undefined;
	};

	const onRequest: RequestListener = (request, response) => {
		const {socket, url, headers: {authorization = ''}} = request;
		request.resume();
		const login = logins.get(socket) ?? {};
		logins.set(socket, login);
		const challenge = /^(?:ntlm|negotiate)/iv.test(authorization) ? logIn(login, authorization.split(/\s+/v)) : undefined;
		if (challenge !== undefined) {
			response.writeHead(401, {'www-authenticate': `NTLM ${challengeMessage(challenge)}`, 'content-length': 0}).end();
		} else if (login.user === undefined && url === '/') {
			response.writeHead(401, {'www-authenticate': 'NTLM', 'content-length': 0}).end();
		} else {
			response.setHeader('x-backend', name).end(login.user ?? 'anonymous');
		}
	};

	const server = tls === undefined ? createServer(onRequest) : createTlsServer(tls, onRequest);
	server.keepAliveTimeout = 60_000;
	server.on('connection', (socket: Socket) => {
		sockets.push(socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http${tls === undefined ? '' : 's'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
		sockets,
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
};
