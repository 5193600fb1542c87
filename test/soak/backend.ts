/*
A backend in a process of its own, to be killed. The path says what becomes of a request: `/echo`, `/large`, `/slow`, `/hang`
(no answer), `/stall` (half an answer), `/cut` (half, then a reset), `/reset` (no answer, a reset); others get a short answer.
WebSockets get their messages back; the message `terminate` ends one without a word. It tells its parent
its port, and how many exchanges it has open whenever it is asked.
*/
import {Buffer} from 'node:buffer';
import type {EventEmitter} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import process from 'node:process';
import {WebSocketServer} from 'ws';
import {largeBytes, terminateMessage} from './facts.js';

const large = Buffer.alloc(largeBytes, 'large');
const slowMs = 30;

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
	const answer = answers[request.url ?? ''];
	if (answer === undefined) {
		response.end('short');
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
