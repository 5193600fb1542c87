import {Buffer} from 'node:buffer';

const closeOpcode = 0x8;
/** Two bytes, a length of eight, a mask of four (RFC 6455 §5.2). */
const maxHeaderBytes = 14;
const maskBit = 0x80;

/** Close frames with status 1001, going away (RFC 6455 §7.4.1). Clients must mask; a mask of zeros changes nothing. */
export const goingAway = {
	fromServer: Buffer.from([0x88, 0x02, 0x03, 0xE9]),
	fromClient: Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE9]),
} as const;

/** Tracks the frames of one direction of a WebSocket, to know when a frame can be inserted. */
export class WebSocketFrames {
	readonly #header = Buffer.alloc(maxHeaderBytes);
	#headerBytes = 0;
	#payloadLeft = 0;
	#hasClosed = false;

	/** Whether the bytes so far end with a complete frame that was not a close frame. */
	get mayEnd(): boolean {
		return this.#headerBytes === 0 && this.#payloadLeft === 0 && !this.#hasClosed;
	}

	push(chunk: Uint8Array): void {
		let offset = 0;
		while (offset < chunk.length) {
			const skipped = Math.min(this.#payloadLeft, chunk.length - offset);
			this.#payloadLeft -= skipped;
			offset += skipped;
			if (!(offset < chunk.length)) {
				continue;
			}

			this.#pushHeaderByte(chunk[offset]!);
			offset++;
		}
	}

	#pushHeaderByte(byte: number): void {
		const header = this.#header;
		header[this.#headerBytes] = byte;
		this.#headerBytes++;
		if (this.#headerBytes < 2) {
			return;
		}

		const isMasked = header[1]! >= maskBit;
		const shortLength = header[1]! % maskBit;
		const lengthBytes = shortLength === 127 ? 8 : (shortLength === 126 ? 2 : 0);
		if (this.#headerBytes < 2 + lengthBytes + (isMasked ? 4 : 0)) {
			return;
		}

		this.#headerBytes = 0;
		this.#hasClosed ||= header[0]! % 0x10 === closeOpcode;
		if (lengthBytes === 0) {
			this.#payloadLeft = shortLength;
		} else {
			this.#payloadLeft = lengthBytes === 2 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2));
		}
	}
}
