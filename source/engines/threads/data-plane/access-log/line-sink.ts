import {Buffer} from 'node:buffer';
import {close, write, writeSync} from 'node:fs';
import {lostReason} from './lost-reason.js';
import {type Output, pipeWholeBytes} from './output.js';

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
Gathers lines and writes them without ever holding its caller up: what cannot be written in time is dropped and counted. The
output is opened, and opened again when that failed, as lines come. A disk that hangs holds one thread of the process's pool.
*/
export class LineSink {
	/** Whether the output could be opened at the first attempt. */
	readonly opened: Promise<boolean>;
	readonly #openOutput: () => Promise<Output>;
	#output: Output | undefined;
	#lines: string[] = [];
	#gatheredLength = 0;
	/** Whole lines, oldest first. */
	readonly #batches: Batch[] = [];
	#waitingBytes = 0;
	/** Whether the output is being opened or written to: one of the two at a time. */
	#isBusy = false;
	#isClosed = false;
	/** Whether what was written last ends within a line. */
	#isCut = false;
	/** Whether the oldest batch has its beginning written already. */
	#isBegun = false;
	#dropped = 0;
	#problem: string | undefined;
	readonly #timer: NodeJS.Timeout;
	#onWritten: (() => void) | undefined;

	/** @param openOutput - Rejects with a `NodeJS.ErrnoException` when it cannot be opened. */
	constructor(openOutput: () => Promise<Output>) {
		this.#openOutput = openOutput;
		this.opened = this.#open();
		this.#timer = setInterval(() => {
			this.#gather();
			this.#writeNext();
		}, flushIntervalMs).unref();
	}

	write(line: string): void {
		// Characters count for bytes here, since nearly all are ASCII; a batch that is longer after all is still whole lines.
		if (this.#gatheredLength + line.length > (this.#output?.wholeWriteBytes ?? pipeWholeBytes)) {
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

	/** Why lines were lost last, in words, if that is known. */
	get problem(): string | undefined {
		return this.#problem;
	}

	/** Resolves when all lines are written, or after a second if the output is stuck. */
	async close(): Promise<void> {
		this.#gather();
		this.#writeNext();
		if (this.#batches.length > 0 || this.#isBusy) {
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
		this.#isClosed = true;
		this.#dropAll();
		if (!this.#isBusy) {
			this.#release();
		}
	}

	async #open(): Promise<boolean> {
		this.#isBusy = true;
		try {
			this.#output = await this.#openOutput();
			return true;
		} catch (error) {
			this.#problem = lostReason(error);
			this.#dropAll();
			return false;
		} finally {
			this.#endWork();
		}
	}

	/** What was under way has ended. */
	#endWork(): void {
		this.#isBusy = false;
		if (this.#isClosed) {
			this.#release();
		} else {
			this.#writeNext();
		}
	}

	#release(): void {
		if (this.#output?.owned) {
			close(this.#output.fd, () => {});
		}

		this.#output = undefined;
	}

	#dropAll(): void {
		for (const {lines} of this.#batches.splice(0)) {
			this.#dropped += lines;
		}

		this.#waitingBytes = 0;
		this.#isBegun = false;
	}

	#gather(): void {
		if (this.#lines.length === 0) {
			return;
		}

		if (this.#waitingBytes + this.#gatheredLength > maxWaitingBytes) {
			this.#dropped += this.#lines.length;
			this.#problem = undefined;
		} else {
			const bytes = Buffer.from(this.#lines.join(''));
			this.#waitingBytes += bytes.length;
			this.#batches.push({bytes, lines: this.#lines.length});
		}

		this.#lines = [];
		this.#gatheredLength = 0;
	}

	#writeNext(): void {
		while (!this.#isBusy) {
			const batch = this.#next();
			if (batch === undefined) {
				this.#onWritten?.();
				return;
			}

			if (this.#output === undefined) {
				void this.#open();
				return;
			}

			if (!this.#output.nonBlocking) {
				this.#isBusy = true;
				write(this.#output.fd, batch.bytes, (error, written) => {
					this.#onWrite(batch, error, written);
				});
				return;
			}

			try {
				this.#settle(batch, writeSync(this.#output.fd, batch.bytes));
			} catch (error) {
				if (!this.#onFailure(batch, error as NodeJS.ErrnoException)) {
					return;
				}
			}
		}
	}

	#onWrite(batch: Batch, error: NodeJS.ErrnoException | null, written: number): void {
		if (this.#isClosed) {
			this.#endWork();
			return;
		}

		if (!error) {
			this.#settle(batch, written);
		} else if (!this.#onFailure(batch, error)) {
			this.#isBusy = false;
			return;
		}

		this.#endWork();
	}

	/** @returns Whether the batch is lost; otherwise its reader takes no more at present, and the timer tries again. */
	#onFailure(batch: Batch, error: NodeJS.ErrnoException): boolean {
		if (error.code === 'EAGAIN') {
			return false;
		}

		this.#problem = lostReason(error);
		this.#settle(batch, undefined);
		return true;
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
