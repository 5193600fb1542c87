import type {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';

/** Calls back with the first byte of a paused connection, which is still to be read from it and is paused again. */
export const peekFirstByte = (socket: Socket, onByte: (byte: number) => void): void => {
	socket.once('data', (piece: Buffer) => {
		socket.pause();
		socket.unshift(piece);
		onByte(piece[0]!);
	});
	socket.resume();
};
