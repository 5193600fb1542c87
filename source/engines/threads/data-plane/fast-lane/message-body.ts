import type {Buffer} from 'node:buffer';
import {type ChunkedSink, ChunkedScanner} from './chunked-scanner.js';
import {discard} from './out-buffer.js';

/** What a message's head says of where its body ends, as far as that lies in the message (RFC 9112 §6.3). */
export type BodyFraming = {readonly kind: 'length'; readonly length: number} | {readonly kind: 'chunked'; readonly isLenient: boolean};

/** Follows a body to its end. */
export class MessageBody {
	/** Of the body itself, without its framing, in the piece that was taken last. */
	bytes = 0;
	readonly #chunks: ChunkedScanner | undefined;
	#left = 0;

	constructor(framing: BodyFraming) {
		if (framing.kind === 'chunked') {
			this.#chunks = new ChunkedScanner(framing);
		} else {
			this.#left = framing.length;
		}
	}

	get isWhole(): boolean {
		return this.#chunks === undefined ? this.#left === 0 : this.#chunks.isWhole;
	}

	/** Of the body, as far as that is known. */
	get left(): number {
		return this.#chunks === undefined ? this.#left : Infinity;
	}

	/** @returns Behind what belongs to the body, or what is wrong with it; see `ChunkedScanner.scan`. */
	take(piece: Buffer, start: number, end: number, sink: ChunkedSink): number {
		if (this.#chunks !== undefined) {
			const behind = this.#chunks.scan(piece, start, end, sink);
			this.bytes = this.#chunks.bodyBytes;
			return behind;
		}

		this.bytes = Math.min(this.#left, end - start);
		this.#left -= this.bytes;
		if (this.bytes > 0) {
			sink.takeBytes(piece, start, start + this.bytes);
		}

		return start + this.bytes;
	}

	/**
	Takes a piece that nobody wants.

	@returns What came behind the body, if anything did; `malformed` if it cannot be read.
	*/
	skip(piece: Buffer): Buffer | 'malformed' | undefined {
		const behind = this.take(piece, 0, piece.length, discard);
		if (behind < 0) {
			return 'malformed';
		}

		return behind < piece.length ? piece.subarray(behind) : undefined;
	}
}
