import {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';
import {Deadline} from '../../../../node-http/deadline.js';

/** The beginning of the connection preface (RFC 9113 §3.4), with which no method of HTTP/1.1 begins. */
const beginning = 'PRI';

/**
Tells whether the client of a paused connection speaks HTTP/2 without having been asked (RFC 9113 §3.3). What it has sent is still to be
read. The connection of one that sends nothing in time is closed.
*/
export const peekPreface = (socket: Socket, timeoutMs: number, onKnown: (isHttp2: boolean) => void): void => {
	const silence = new Deadline();
	let bytes = Buffer.alloc(0);
	const end = (isHttp2: boolean): void => {
		silence.clear();
		socket.off('data', onData);
		socket.off('end', onEnd);
		socket.off('close', onClose);
		socket.pause();
		socket.unshift(bytes);
		onKnown(isHttp2);
	};

	const onData = (piece: Buffer): void => {
		bytes = Buffer.concat([bytes, piece]);
		const start = bytes.toString('latin1', 0, beginning.length);
		if (start === beginning || !beginning.startsWith(start)) {
			end(start === beginning);
		}
	};

	const onEnd = (): void => {
		end(false);
	};

	const onClose = (): void => {
		silence.clear();
	};

	silence.start(() => {
		socket.destroy();
	}, timeoutMs);
	socket.on('data', onData);
	socket.once('end', onEnd);
	socket.once('close', onClose);
	socket.resume();
};
