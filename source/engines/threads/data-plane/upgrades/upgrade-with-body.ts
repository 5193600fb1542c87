import type {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {http} from '../../../../node-http/http.js';
import {fillRequest} from '../../../../node-http/made-request.js';
import {ChunkedDecoder} from '../bodies/chunked-decoder.js';

const malformedBody = 'malformedBody';

/**
An upgrade request with a body. Node stops parsing at the end of its header, so its body is decoded here. The bytes that follow are
left in the connection, for the new protocol.

Reads only on demand, after its framing has been validated.
*/
export class UpgradeWithBody extends http.IncomingMessage {
	override complete = false;
	readonly #chunks: ChunkedDecoder | undefined;
	/** Of a body with a length. */
	#left = 0;
	#isReading = false;

	/** @param request - Of an 'upgrade' event whose head has been put back into the connection. */
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

/** Calls back when the body of a request is malformed. */
export const onMalformedBody = (request: IncomingMessage, listener: () => void): void => {
	request.once(malformedBody, listener);
};
