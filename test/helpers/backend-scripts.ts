import {setTimeout as delay} from 'node:timers/promises';
import type {Connection, Script} from './scripted-backend.js';

const headEnd = '\r\n\r\n';

/** Resolves once a whole request head has come in, or the other end has left. */
export const requestHead = async (connection: Connection): Promise<void> => {
	const complete = new Promise<void>(resolve => {
		connection.socket.on('data', () => {
			if (connection.received.includes(headEnd)) {
				resolve();
			}
		});
	});

	if (!connection.received.includes(headEnd)) {
		await Promise.race([complete, connection.closed]);
	}
};

/** Waits for a request head, sends these bytes as they are, and ends the connection. */
export const answer = (bytes: string | Uint8Array): Script => async connection => {
	await requestHead(connection);
	connection.socket.end(bytes);
};

/** Sends these bytes as they are for each request head, on one connection as often as asked. Only for requests without a body. */
export const answerEach = (bytes: string | Uint8Array): Script => connection => {
	const {socket} = connection;
	let answered = 0;
	socket.on('data', () => {
		const heads = connection.received.split(headEnd).length - 1;

		for (; answered < heads; answered += 1) {
			socket.write(bytes);
		}
	});
};

/** Waits for a request head, sends this text byte by byte with a pause after each, and ends the connection. */
export const answerSlowly = (text: string, pauseMs: number): Script => async connection => {
	await requestHead(connection);
	const {socket} = connection;

	for (const byte of new TextEncoder().encode(text)) {
		if (socket.destroyed) {
			return;
		}

		socket.write(Uint8Array.of(byte));
		// eslint-disable-next-line no-await-in-loop -- One byte after the other is what this is for.
		await delay(pauseMs);
	}

	socket.end();
};

/** Waits for a request head, then sends a beginning and a repeated part as fast as they are taken, until the other end leaves. */
export const answerWithoutEnd = (beginning: string, repeated: string): Script => async connection => {
	await requestHead(connection);
	const {socket} = connection;
	const send = () => {
		let hasRoom = true;

		while (hasRoom && !socket.destroyed) {
			hasRoom = socket.write(repeated);
		}
	};

	socket.on('drain', send);
	socket.write(beginning);
	send();
};

/** Takes everything and never answers. */
export const hang: Script = () => undefined;

/** Ends the connection in order as soon as it is accepted. */
export const closeAtOnce: Script = ({socket}) => {
	socket.end();
};

/** Waits for a request head and resets the connection (RST). */
export const reset: Script = async connection => {
	await requestHead(connection);
	connection.socket.resetAndDestroy();
};
