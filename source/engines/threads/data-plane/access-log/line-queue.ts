import {Buffer} from 'node:buffer';

/** Limit of lines that wait for a slow disk or reader; further ones are dropped. */
const maxWaitingBytes = 4 * 1024 * 1024;

export type Batch = {
	readonly bytes: Buffer;
	readonly lines: number;
};

const lineEnd = Buffer.from('\n');

const linesIn = (bytes: Uint8Array): number => bytes.filter(byte => byte === lineEnd[0]).length;

/** Lines that wait to be written, as batches of whole lines, within a bound. */
export class LineQueue {
	#lines: string[] = [];
	#gatheredLength = 0;
	/** Oldest first. */
	readonly #batches: Batch[] = [];
	#waitingBytes = 0;
	/** Whether the last write ended within a line. */
	#isCut = false;
	/** Whether the oldest batch has been written in part. */
	#isBegun = false;
	#dropped = 0;

	/** Of the lines without a batch, in characters, which are nearly all ASCII; a longer batch still has whole lines. */
	get gatheredLength(): number {
		return this.#gatheredLength;
	}

	get isEmpty(): boolean {
		return this.#batches.length === 0;
	}

	add(line: string): void {
		this.#lines.push(line);
		this.#gatheredLength += line.length;
	}

	/** Lines lost since the last call. */
	takeDropped(): number {
		const dropped = this.#dropped;
		this.#dropped = 0;
		return dropped;
	}

	/**
	Makes a batch of the lines since the last one, or drops them.

	@returns Whether there was room.
	*/
	gather(): boolean {
		if (this.#lines.length === 0) {
			return true;
		}

		const hasRoom = this.#waitingBytes + this.#gatheredLength <= maxWaitingBytes;
		if (hasRoom) {
			const bytes = Buffer.from(this.#lines.join(''));
			this.#waitingBytes += bytes.length;
			this.#batches.push({bytes, lines: this.#lines.length});
		} else {
			this.#dropped += this.#lines.length;
		}

		this.#lines = [];
		this.#gatheredLength = 0;
		return hasRoom;
	}

	dropAll(): void {
		for (const {lines} of this.#batches.splice(0)) {
			this.#dropped += lines;
		}

		this.#waitingBytes = 0;
		this.#isBegun = false;
	}

	/** The oldest batch. Begins a new line after one whose end was lost. */
	next(): Batch | undefined {
		const [batch] = this.#batches;
		if (batch === undefined || !this.#isCut || this.#isBegun) {
			return batch;
		}

		const next = {...batch, bytes: Buffer.concat([lineEnd, batch.bytes])};
		this.#batches[0] = next;
		this.#waitingBytes += lineEnd.length;
		this.#isBegun = true;
		return next;
	}

	/**
	@param batch - The oldest.
	@param written - How much of it is written; undefined when that failed. The reader has gone or the disk is full, and may be there
	again for the next one; traffic does not depend on either.
	*/
	settle({bytes, lines}: Batch, written: number | undefined): void {
		this.#waitingBytes -= written ?? bytes.length;
		if (written === undefined) {
			this.#dropped += lines;
		} else if (written < bytes.length) {
			const rest = bytes.subarray(written);
			this.#batches[0] = {bytes: rest, lines: linesIn(rest)};
			this.#isCut = written === 0 ? this.#isCut : bytes[written - 1] !== lineEnd[0];
			this.#isBegun = true;
			return;
		} else {
			this.#isCut = false;
		}

		this.#batches.shift();
		this.#isBegun = false;
	}
}
