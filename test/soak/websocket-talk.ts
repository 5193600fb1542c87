import type {Buffer} from 'node:buffer';
import {WebSocket} from 'ws';
import type {Outcome} from './tally.js';

const messages = ['one', 'two', 'three'.repeat(10_000)];

/**
Opens a WebSocket, has some messages come back, and ends it.

@param port
@param leave - Ends it, or has it ended.
@param code - With which it is to close then (RFC 6455 §7.4.1).
*/
export const talk = async (port: number, leave: (socket: WebSocket) => void, code: number): Promise<Outcome> => new Promise(resolve => {
	const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`);
	let returned = 0;
	let isOpen = false;
	let reason = 'closed early';
	socket.on('open', () => {
		isOpen = true;
		for (const message of messages) {
			socket.send(message);
		}
	});
	socket.on('message', (message: Buffer) => {
		if (message.toString() !== messages[returned]) {
			reason = 'another message than was sent';
			socket.terminate();
			return;
		}

		returned++;
		if (returned === messages.length) {
			leave(socket);
		}
	});
	socket.on('unexpected-response', (_request, response) => {
		response.resume();
		resolve({end: 'answered', status: response.statusCode!, isRight: false});
	});
	socket.on('error', error => {
		reason = error.message;
	});
	socket.on('close', closeCode => {
		const isRight = isOpen && returned === messages.length && closeCode === code;
		resolve(isRight ? {end: 'answered', status: 101, isRight} : {end: 'broken', isRight, reason: `${reason} (${closeCode})`});
	});
});
