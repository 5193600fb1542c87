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
	#broken = false;
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

		if (this.#broken || this.#waitingBytes + this.#gatheredLength > maxWaitingBytes) {
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
			const [batch] = this.#batches;
			if (batch === undefined) {
				this.#onWritten?.();
				return;
			}

			if (!this.#output.nonBlocking) {
				this.#writing = true;
				write(this.#output.fd, batch.bytes, (error, written) => {
					this.#writing = false;
					this.#written(batch, error ?? undefined, written);
					this.#writeNext();
				});
				return;
			}

			try {
				this.#written(batch, undefined, writeSync(this.#output.fd, batch.bytes));
			} catch (error) {
				const {code} = error as NodeJS.ErrnoException;
				if (code === 'EAGAIN') {
					// Full; the timer tries again.
					return;
				}

				this.#written(batch, error as Error, 0);
			}
		}
	}

	#written({bytes, lines}: Batch, error: Error | undefined, written: number): void {
		this.#waitingBytes -= error ? bytes.length : written;
		if (!error && written < bytes.length) {
			this.#batches[0] = {bytes: bytes.subarray(written), lines};
			return;
		}

		this.#batches.shift();
		if (!error) {
			return;
		}

		// The reader has gone or the disk is full; traffic does not depend on either.
		this.#broken = true;
		this.#dropped += lines;
		for (const waiting of this.#batches.splice(0)) {
			this.#dropped += waiting.lines;
		}

		this.#waitingBytes = 0;
	}
}
