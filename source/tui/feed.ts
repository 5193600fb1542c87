import type {LogPage} from '../model/access-log-entry.js';
import type {Control} from '../model/control.js';
import type {Status} from '../model/status.js';

export type FeedOptions = {
	readonly control: Control;
	/** The page is absent when there was no need to look for new requests. */
	readonly onUpdate: (status: Status, page: LogPage | undefined) => void;
	/** Called when the control's status cannot be had at all. */
	readonly onFailure: (error: unknown) => void;
	/** Whether anybody could see what is fetched. */
	readonly isWatched: () => boolean;
	/** How long what was told last will do while nothing happens, in milliseconds. */
	readonly patience: () => number;
};

const busyInterval = 100;
const restInterval = 500;

/**
No more of the time than this is to go into telling and what is drawn of it: a machine that is slow, or has better to do, gets fewer
frames, though never fewer than looks at rest.
*/
const maxShare = 0.1;
/** What the next round takes from what the last did, so that one that was not drawn at once does not count for little. */
const remembered = 0.7;

/** How long after the last change the pace slows down, in milliseconds. */
const settlingTime = 2000;

/** An exchange may be counted a moment before it is written to the log: look again for as long. */
const logDelay = 500;

/** Records fetched at once: more than a screen has rows, and little to copy between threads. */
const pageLimit = 120;

/** What moves when there is traffic or has been a moment ago, when the pool changes, and when the connection to it is lost or found. */
const signatureOf = ({version, phase, totals, recent, staleSince}: Status): string =>
	JSON.stringify([version, phase, totals, recent, staleSince !== undefined]);

/**
Asks the control for its state and its newest requests, at most ten times a second, and tells them. While nothing happens it looks
less often, and tells still less often, since drawing costs far more than looking. A request for the log that is not answered holds
up nothing else.
*/
export class Feed {
	readonly #options: FeedOptions;
	#timer: NodeJS.Timeout | undefined;
	#isStopped = false;
	#status: Status | undefined;
	#isReadingLog = false;
	#hasReadLog = false;
	#lastNumber = 0;
	#signature = '';
	#changedAt = 0;
	#polledAt = -Infinity;
	#toldAt = -Infinity;
	/** How long a round takes of late, in milliseconds, drawing included. */
	#cost = 0;

	constructor(options: FeedOptions) {
		this.#options = options;
		this.#poll();
	}

	#schedule(delay: number): void {
		clearTimeout(this.#timer);
		if (!this.#isStopped) {
			this.#timer = setTimeout(() => {
				this.#poll();
			}, delay);
		}
	}

	#poll(): void {
		const now = performance.now();
		this.#polledAt = now;
		if (this.#options.isWatched()) {
			void this.#update(now);
		} else {
			// Whoever looks again is told at once.
			this.#toldAt = -Infinity;
		}

		this.#schedule(this.#isAtRest(now) ? restInterval : this.#pace);
	}

	get #pace(): number {
		return Math.min(Math.max(busyInterval, this.#cost / maxShare), restInterval);
	}

	#isAtRest(now: number): boolean {
		return now - this.#changedAt >= settlingTime;
	}

	async #update(now: number): Promise<void> {
		try {
			const status = this.#options.control.status();
			this.#status = status;
			const signature = signatureOf(status);
			if (signature !== this.#signature) {
				this.#signature = signature;
				this.#changedAt = now;
			}

			if (this.#isAtRest(now) && now - this.#toldAt < this.#options.patience()) {
				return;
			}

			this.#toldAt = now;
			const page = this.#isLogDue(now) ? await this.#readLog() : undefined;
			if (!this.#isStopped) {
				// While the log was read, a later round may have brought a newer status.
				this.#tell(this.#status, page);
			}
		} catch (error) {
			this.stop();
			this.#options.onFailure(error);
		}
	}

	#tell(status: Status, page: LogPage | undefined): void {
		const startedAt = performance.now();
		this.#options.onUpdate(status, page);
		// What was told is drawn by then, if it did not come too soon after the frame before.
		setImmediate(() => {
			this.#cost = Math.max(performance.now() - startedAt, this.#cost * remembered);
		});
	}

	#isLogDue(now: number): boolean {
		return !this.#isReadingLog && (!this.#hasReadLog || now - this.#changedAt < logDelay);
	}

	async #readLog(): Promise<LogPage | undefined> {
		this.#isReadingLog = true;
		try {
			const page = await this.#options.control.readLog(this.#lastNumber, pageLimit);
			this.#hasReadLog = true;
			this.#lastNumber = Math.max(this.#lastNumber, page.last);
			return page;
		} catch {
			// A worker that is being replaced cannot answer; the next round asks again.
			return undefined;
		} finally {
			this.#isReadingLog = false;
		}
	}

	/** Looks soon, and for a while often: something has happened. */
	refresh(): void {
		this.#changedAt = performance.now();
		const sinceLast = performance.now() - this.#polledAt;
		this.#schedule(Math.max(0, this.#pace - sinceLast));
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}
}
