/*
A backend in a process of its own, to be killed. The path says what becomes of a request: `/echo`, `/large`, `/slow`, `/hang`
(no answer), `/stall` (half an answer), `/cut` (half, then a reset), `/reset` (no answer, a reset), `/refuse` (413 before the body
has come), `/number/N` (its own path), `/login` (authenticates the connection in two steps, as NTLM does), `/user` (whose
connection it is); others get a short answer.
WebSockets get their messages back; the message `terminate` ends one without a word. It tells its parent
its port, and how many exchanges it has open whenever it is asked.
*/
import {Buffer} from 'node:buffer';
import {randomUUID} from 'node:crypto';
import type {EventEmitter} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import process from 'node:process';
import {WebSocketServer} from 'ws';
import {largeBytes, terminateMessage} from './facts.js';

const large = Buffer.alloc(largeBytes, 'large');
const slowMs = 30;

/** The step that a connection's login has come to. */
const challenges = new WeakMap<Socket, string>();
const users = new WeakMap<Socket, string>();

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const beginAnswer = (response: ServerResponse): void => {
	response.setHeader('Content-Length', largeBytes);
	response.write(large.subarray(0, largeBytes / 2));
};

const answers: Readonly<Record<string, Answer>> = {
	'/echo'(request, response) {
		request.pipe(response);
	},
	'/large'(_request, response) {
		response.end(large);
	},
	'/slow'(_request, response) {
		setTimeout(() => {
			response.end('slow');
		}, slowMs);
	},
	'/hang'() {},
	'/stall'(_request, response) {
		beginAnswer(response);
	},
	'/cut'(request, response) {
		beginAnswer(response);
		setTimeout(() => {
			request.socket.resetAndDestroy();
		}, slowMs);
	},
	'/reset'(request) {
		request.socket.resetAndDestroy();
	},
	'/refuse'(_request, response) {
		response.writeHead(413, {Connection: 'close', 'Content-Length': 0});
		response.end();
	},
	'/login'(request, response) {
		const {socket, headers} = request;
		const message = Buffer.from(/^NTLM (?<message>\S+)$/v.exec(headers.authorization ?? '')?.groups!['message'] ?? '', 'base64').toString();
		const [challenge, user] = message.split(' ', 2);
		if (user !== undefined && challenge === challenges.get(socket)) {
			users.set(socket, user);
			response.end(user);
			return;
		}

		const next = randomUUID();
		challenges.set(socket, next);
		response.writeHead(401, {'WWW-Authenticate': `NTLM ${next}`, 'Content-Length': 0});
		response.end();
	},
	'/user'(request, response) {
		response.end(users.get(request.socket) ?? 'anonymous');
	},
};

let open = 0;

const count = (stream: EventEmitter): void => {
	open++;
	stream.once('close', () => {
		open--;
	});
};

const server = createServer((request, response) => {
	count(response);
	// Clients leave in the middle of what they send.
	request.on('error', () => {});
	response.on('error', () => {});
	const {url = ''} = request;
	const answer = answers[url];
	if (answer === undefined) {
		response.end(url.startsWith('/number/') ? url : 'short');
	} else {
		answer(request, response);
	}
});

new WebSocketServer({server}).on('connection', socket => {
	count(socket);
	socket.on('error', () => {});
	socket.on('message', (message: Buffer, isBinary) => {
		if (message.toString() === terminateMessage) {
			socket.terminate();
		} else {
			socket.send(message, {binary: isBinary});
		}
	});
});

process.on('message', () => {
	process.send!(open);
});
process.on('disconnect', () => {
	process.exit();
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => {
	process.send!((server.address() as AddressInfo).port);
});
