import type {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {http} from '../../../../node-http/http.js';
import {fillRequest} from '../../../../node-http/made-request.js';
import {ChunkedDecoder} from '../bodies/chunked-decoder.js';

const malformedBody = 'malformedBody';

/**
A request with a body that asks for another protocol. Node hands such a one over at the end of its header, so its body is read
here: exactly as far as its framing says. What follows is left in the connection, for the new protocol if there will be one.

Reads nothing before it is read itself; by then, its framing has been found clear.
*/
export class UpgradeWithBody extends http.IncomingMessage {
	override complete = false;
	readonly #chunks: ChunkedDecoder | undefined;
	/** Of a body that is not in chunks. */
	#left = 0;
	#isReading = false;

	/** @param request - As Node hands it over; what was read ahead has been put back into its connection. */
	constructor(request: IncomingMessage) {
		super(request.socket);
		fillRequest(this, request);
		const {headers} = request;
		this.#chunks = headers['transfer-encoding'] === undefined ? undefined : new ChunkedDecoder();
		this.#left = Number(headers['content-length'] ?? 0);
	}

	override _read(): void {
		if (this.complete) {
			return;
		}

		if (!this.#isReading) {
			this.#isReading = true;
			this.socket.on('data', this.#onData);
			this.socket.once('end', this.#onEnd);
		}

		this.socket.resume();
	}

	readonly #onData = (bytes: Buffer): void => {
		let hasRoom = true;
		const take = (piece: Buffer): void => {
			hasRoom = this.push(piece);
		};

		const length = this.#chunks === undefined ? this.#takeCounted(bytes, take) : this.#chunks.decode(bytes, take);
		if (length === undefined) {
			this.#stop();
			this.emit(malformedBody);
		} else if (this.#chunks?.isWhole ?? (this.#left === 0)) {
			this.#stop();
			this.socket.unshift(bytes.subarray(length));
			this.rawTrailers = this.#chunks?.rawTrailers ?? [];
			this.complete = true;
			this.push(null);
		} else if (!hasRoom) {
			this.socket.pause();
		}
	};

	/** The rest will never come. */
	readonly #onEnd = (): void => {
		this.socket.destroy();
	};

	#takeCounted(bytes: Buffer, take: (piece: Buffer) => void): number {
		const piece = bytes.subarray(0, this.#left);
		this.#left -= piece.length;
		take(piece);
		return piece.length;
	}

	#stop(): void {
		this.socket.off('data', this.#onData);
		this.socket.off('end', this.#onEnd);
		this.socket.pause();
	}
}

/** Calls back when the body of a request has proved to be malformed. */
export const onMalformedBody = (request: IncomingMessage, listener: () => void): void => {
	request.once(malformedBody, listener);
};
