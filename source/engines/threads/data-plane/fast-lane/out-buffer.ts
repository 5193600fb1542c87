import {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';
import type {ChunkedSink} from './chunked-scanner.js';

/** A piece as it is read, and a head before it. */
const usualBytes = 68 * 1024;
/** Node writes as much text without a buffer of its own. */
const longestText = 16 * 1024;

/**
Puts together what is sent with one write: a head and what has come of a body by then. Worker-wide there is one, used within one
callback; a connection that has not taken all of it at once keeps the bytes, and the next message gets others.
*/
export class OutBuffer implements ChunkedSink {
	#bytes = Buffer.allocUnsafeSlow(usualBytes);
	#length = 0;
	/** What stands before the bytes; one character a byte. */
	#text = '';

	/** Begins anew: what was put together before is dropped unless it has been sent. */
	begin(text: string): void {
		this.#length = 0;
		this.#text = text;
	}

	takeText(text: string): void {
		if (this.#length === 0) {
			this.#text += text;
		} else {
			this.#reserve(text.length);
			this.#length += this.#bytes.write(text, this.#length, 'latin1');
		}
	}

	takeBytes(bytes: Buffer, start: number, end: number): void {
		if (this.#length === 0) {
			if (this.#text.length + end - start <= longestText) {
				this.#text += bytes.toString('latin1', start, end);
				return;
			}

			const text = this.#text;
			this.#reserve(text.length);
			this.#length = this.#bytes.write(text, 0, 'latin1');
			this.#text = '';
		}

		this.#reserve(end - start);
		this.#length += bytes.copy(this.#bytes, this.#length, start, end);
	}

	send(socket: Socket): void {
		if (this.#length === 0) {
			if (this.#text !== '') {
				socket.write(this.#text, 'latin1');
			}

			return;
		}

		socket.write(this.#bytes.subarray(0, this.#length));
		if (socket.writableLength > 0 || this.#bytes.length > usualBytes) {
			this.#bytes = Buffer.allocUnsafeSlow(usualBytes);
		}
	}

	#reserve(more: number): void {
		if (this.#length + more > this.#bytes.length) {
			const bytes = Buffer.allocUnsafeSlow((this.#length + more) * 2);
			this.#bytes.copy(bytes, 0, 0, this.#length);
			this.#bytes = bytes;
		}
	}
}

/** Sends each part by itself and without a copy, from bytes that stay as they are until they are written. */
export class DirectSink implements ChunkedSink {
	readonly #socket: Socket;

	constructor(socket: Socket) {
		this.#socket = socket;
	}

	takeText(text: string): void {
		this.#socket.write(text, 'latin1');
	}

	takeBytes(bytes: Buffer, start: number, end: number): void {
		this.#socket.write(bytes.subarray(start, end));
	}
}

/** Sends nothing. */
export const discard: ChunkedSink = {
	takeBytes() {},
	takeText() {},
};
