import type {Buffer} from 'node:buffer';
import type {CapturedBody} from '../../../../model/exchange-detail.js';

/** Initial allocation for a body; doubled as it grows. */
const leastCapacity = 1024;

/** The captured beginning of a body. */
export class BodyCapture {
	readonly limit: number;
	buffer = new Uint8Array();
	length = 0;
	totalBytes = 0;

	/** @param limit - In bytes. */
	constructor(limit: number) {
		this.limit = limit;
	}

	get isWhole(): boolean {
		return this.length === this.totalBytes;
	}

	read(): CapturedBody {
		return {bytes: this.buffer.slice(0, this.length), totalBytes: this.totalBytes};
	}
}

/**
The captured bodies of one worker within a common limit: those of ended exchanges are dropped first, oldest first. Copies, so that
connection buffers can be freed.
*/
export class BodyCaptures {
	readonly #maxBytes: number;
	/** Of exchanges that have ended, oldest first. */
	readonly #ended = new Set<BodyCapture>();
	#bytes = 0;

	/** @param maxBytes - Of all bodies together, including those of exchanges in flight. */
	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	/** Captures the next piece of a body, as far as there is room. */
	append(capture: BodyCapture, chunk: Buffer): void {
		capture.totalBytes += chunk.length;
		// Data after a gap is useless.
		if (capture.length < capture.totalBytes - chunk.length) {
			return;
		}

		const length = Math.min(capture.length + chunk.length, capture.limit);
		const room = length <= capture.buffer.length || this.#grow(capture, length) ? length : capture.buffer.length;
		capture.buffer.set(chunk.subarray(0, room - capture.length), capture.length);
		capture.length = room;
	}

	/** Its exchange has ended, so it can be dropped. */
	end(capture: BodyCapture): void {
		this.#ended.add(capture);
	}

	release(capture: BodyCapture): void {
		if (this.#ended.delete(capture)) {
			this.#drop(capture);
		}
	}

	#grow(capture: BodyCapture, length: number): boolean {
		const capacity = Math.min(Math.max(length, capture.buffer.length * 2, leastCapacity), capture.limit);
		const more = capacity - capture.buffer.length;
		for (const oldest of this.#ended) {
			if (this.#bytes + more <= this.#maxBytes) {
				break;
			}

			this.release(oldest);
		}

		if (this.#bytes + more > this.#maxBytes) {
			return false;
		}

		this.#bytes += more;
		const buffer = new Uint8Array(capacity);
		buffer.set(capture.buffer);
		capture.buffer = buffer;
		return true;
	}

	#drop(capture: BodyCapture): void {
		this.#bytes -= capture.buffer.length;
		capture.buffer = new Uint8Array();
		capture.length = 0;
	}
}
