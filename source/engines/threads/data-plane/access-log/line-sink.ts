import {close, write, writeSync} from 'node:fs';
import {type Batch, LineQueue} from './line-queue.js';
import {lostReason} from './lost-reason.js';
import {type Output, pipeWholeBytes} from './output.js';

const flushIntervalMs = 100;
const closeTimeoutMs = 1000;

/**
Buffers lines and writes them without ever blocking its caller: lines that cannot be written in time are dropped and counted. The
output is opened on demand, and again after a failure. A disk that hangs blocks one thread of the process's pool.
*/
export class LineSink {
	/** Whether the output could be opened at the first attempt. */
	readonly opened: Promise<boolean>;
	readonly #openOutput: () => Promise<Output>;
	readonly #queue = new LineQueue();
	#output: Output | undefined;
	/** Whether the output is being opened or written to: one of the two at a time. */
	#isBusy = false;
	#isClosed = false;
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
		if (this.#queue.gatheredLength + line.length > (this.#output?.wholeWriteBytes ?? pipeWholeBytes)) {
			this.#gather();
			this.#writeNext();
		}

		this.#queue.add(line);
	}

	/** Lines lost since the last call. */
	takeDropped(): number {
		return this.#queue.takeDropped();
	}

	/** The reason of the last lost lines in words, if known. */
	get problem(): string | undefined {
		return this.#problem;
	}

	/** Resolves when all lines are written, or after a second if the output is blocked. */
	async close(): Promise<void> {
		this.#gather();
		this.#writeNext();
		if (!this.#queue.isEmpty || this.#isBusy) {
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
		this.#queue.dropAll();
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
			this.#queue.dropAll();
			return false;
		} finally {
			this.#endWork();
		}
	}

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

	#gather(): void {
		if (!this.#queue.gather()) {
			this.#problem = undefined;
		}
	}

	#writeNext(): void {
		while (!this.#isBusy) {
			const batch = this.#queue.next();
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
				this.#queue.settle(batch, writeSync(this.#output.fd, batch.bytes));
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
			this.#queue.settle(batch, written);
		} else if (!this.#onFailure(batch, error)) {
			this.#isBusy = false;
			return;
		}

		this.#endWork();
	}

	/** @returns Whether the batch is lost; otherwise the output is full, and the timer retries. */
	#onFailure(batch: Batch, error: NodeJS.ErrnoException): boolean {
		if (error.code === 'EAGAIN') {
			return false;
		}

		this.#problem = lostReason(error);
		this.#queue.settle(batch, undefined);
		return true;
	}
}
