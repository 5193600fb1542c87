import {Buffer} from 'node:buffer';
import {close, write, writeSync} from 'node:fs';
import type {Output} from './output.js';

const flushIntervalMs = 100;
/** What may wait for a slow disk or reader; beyond that, lines are dropped. */
const maxWaitingBytes = 4 * 1024 * 1024;
const closeTimeoutMs = 1000;

type Batch = {
	readonly bytes: Buffer;
	readonly lines: number;
};

const lineEnd = Buffer.from('\n');

const linesIn = (bytes: Uint8Array): number => bytes.filter(byte => byte === lineEnd[0]).length;

/**
Gathers lines and writes them without ever holding its caller up: what cannot be written in time is dropped and counted.
*/
export class LineSink {
	readonly #output: Output;
	#lines: string[] = [];
	#gatheredLength = 0;
	/** Whole lines, oldest first. */
	readonly #batches: Batch[] = [];
	#waitingBytes = 0;
	#writing = false;
	/** Whether what was written last ends within a line. */
	#isCut = false;
	/** Whether the oldest batch has its beginning written already. */
	#isBegun = false;
	#dropped = 0;
	readonly #timer: NodeJS.Timeout;
	#onWritten: (() => void) | undefined;

	constructor(output: Output) {
		this.#output = output;
		this.#timer = setInterval(() => {
			this.#gather();
			this.#writeNext();
		}, flushIntervalMs).unref();
	}

	write(line: string): void {
		// Characters count for bytes here, since nearly all are ASCII; a batch that is longer after all is still whole lines.
		if (this.#gatheredLength + line.length > this.#output.wholeWriteBytes) {
			this.#gather();
			this.#writeNext();
		}

		this.#lines.push(line);
		this.#gatheredLength += line.length;
	}

	/** Lines lost since the last call. */
	takeDropped(): number {
		const dropped = this.#dropped;
		this.#dropped = 0;
		return dropped;
	}

	/** Resolves when all lines are written, or after a second if nobody takes them. */
	async close(): Promise<void> {
		this.#gather();
		this.#writeNext();
		if (this.#batches.length > 0 || this.#writing) {
			this.#timer.ref();
			await new Promise<void>(resolve => {
				const timer = setTimeout(resolve, closeTimeoutMs);
				this.#onWritten = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}

		clearInterval(this.#timer);
		if (this.#output.owned) {
			close(this.#output.fd);
		}
	}

	#gather(): void {
		if (this.#lines.length === 0) {
			return;
		}

		if (this.#waitingBytes + this.#gatheredLength > maxWaitingBytes) {
			this.#dropped += this.#lines.length;
		} else {
			const bytes = Buffer.from(this.#lines.join(''));
			this.#waitingBytes += bytes.length;
			this.#batches.push({bytes, lines: this.#lines.length});
		}

		this.#lines = [];
		this.#gatheredLength = 0;
	}

	#writeNext(): void {
		while (!this.#writing) {
			const batch = this.#next();
			if (batch === undefined) {
				this.#onWritten?.();
				return;
			}

			if (!this.#output.nonBlocking) {
				this.#writing = true;
				write(this.#output.fd, batch.bytes, (error, written) => {
					this.#writing = false;
					this.#settle(batch, error ? undefined : written);
					this.#writeNext();
				});
				return;
			}

			try {
				this.#settle(batch, writeSync(this.#output.fd, batch.bytes));
			} catch (error) {
				const {code} = error as NodeJS.ErrnoException;
				if (code === 'EAGAIN') {
					// Full; the timer tries again.
					return;
				}

				this.#settle(batch, undefined);
			}
		}
	}

	/** The oldest batch. After a line whose end was lost it begins a new one. */
	#next(): Batch | undefined {
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
	#settle({bytes, lines}: Batch, written: number | undefined): void {
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
