import {lackReason} from '../../model/abilities.js';
import type {LogPage} from '../../model/access-log-entry.js';
import type {Control} from '../../model/control.js';
import type {OpenRequests} from '../../model/open-request.js';
import type {Status} from '../../model/status.js';
import {maxAbsences, maxOpenRows, type LogReading} from '../state/open-requests.js';
import {FramePace} from './frame-pace.js';

export type FeedOptions = {
	readonly control: Control;
	/** Without a page, or requests in flight, if there was no need to fetch them. */
	readonly onUpdate: (status: Status, reading: LogReading) => void;
	/** Called when the status cannot be fetched. */
	readonly onFailure: (error: unknown) => void;
	/** Whether the screen is visible. */
	readonly isWatched: () => boolean;
	/** How long the last frame remains valid without changes, in milliseconds. */
	readonly refreshInterval: () => number;
	/**
	How often updates are drawn.

	@default by the processor time that they take
	*/
	readonly pace?: FramePace;
};

const restInterval = 500;

/** Time after the last change until the pace slows down, in milliseconds. */
const settlingTime = 2000;

/** An exchange may be counted before it is logged: time to keep looking. */
const logDelay = 500;

/** Records per fetch: more than a screen of rows, and little to copy between threads. */
const pageLimit = 120;

/** Time between two readings of the requests in flight, in milliseconds; how long they have been running is known without. */
const openInterval = 250;

const noneOpen: OpenRequests = {requests: [], inFlight: 0};

/** Changes with traffic, with the pool, and with the connection to it. */
const signatureOf = ({version, phase, totals, recent, staleSince}: Status): string =>
	JSON.stringify([version, phase, totals, recent, staleSince !== undefined]);

/**
Polls the control for its status and newest requests, at the pace of frames, and reports what has changed; when idle less often. What has
not changed is reported seldom, since drawing costs far more. A pending request for the log blocks nothing else.
*/
export class Feed {
	readonly #options: FeedOptions;
	#timer: NodeJS.Timeout | undefined;
	#isStopped = false;
	#status: Status | undefined;
	#isReadingLog = false;
	#hasReadLog = false;
	#lastNumber = 0;
	#isReadingOpen = false;
	#openReadAt = -Infinity;
	/** How many readings are of use although nothing else changes. */
	#openReadingsLeft = 0;
	#signature = '';
	#changedAt = 0;
	#polledAt = -Infinity;
	#toldAt = -Infinity;
	readonly #pace: FramePace;

	constructor(options: FeedOptions) {
		this.#options = options;
		this.#pace = options.pace ?? new FramePace();
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
			// A screen that is visible again is updated at once.
			this.#toldAt = -Infinity;
		}

		this.#schedule(this.#isAtRest(now) ? restInterval : this.#pace.interval);
	}

	#isAtRest(now: number): boolean {
		return now - this.#changedAt >= settlingTime;
	}

	async #update(now: number): Promise<void> {
		try {
			const status = this.#options.control.status();
			this.#status = status;
			const signature = signatureOf(status);
			const hasChanged = signature !== this.#signature;
			if (hasChanged) {
				this.#signature = signature;
				this.#changedAt = now;
			}

			const isDue = hasChanged || now - this.#toldAt >= this.#options.refreshInterval();
			const isLogDue = this.#isLogDue(now);
			const isOpenDue = this.#isOpenDue(now, status) && (isDue || (this.#openReadingsLeft > 0 && !this.#isAtRest(now)));
			if (isDue) {
				this.#toldAt = now;
			}

			const [page, open] = await Promise.all([
				isLogDue ? this.#readLog() : undefined,
				isOpenDue ? this.#readOpen(now, status) : undefined,
			]);
			// Nothing is drawn that has not changed.
			if (!this.#isStopped && (isDue || open !== undefined || (page?.records.length ?? 0) > 0)) {
				// A later round may have fetched a newer status meanwhile.
				this.#tell(this.#status, {page, open});
			}
		} catch (error) {
			this.stop();
			this.#options.onFailure(error);
		}
	}

	#tell(status: Status, reading: LogReading): void {
		const end = this.#pace.measure();
		this.#options.onUpdate(status, reading);
		// The frame is drawn by now unless it was throttled.
		setImmediate(end);
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
			// A worker that is being replaced cannot respond; the next round retries.
			return undefined;
		} finally {
			this.#isReadingLog = false;
		}
	}

	#isOpenDue(now: number, status: Status): boolean {
		return !this.#isReadingOpen && now - this.#openReadAt >= openInterval && lackReason(status, 'openRequests') === undefined;
	}

	async #readOpen(now: number, {totals}: Status): Promise<OpenRequests | undefined> {
		this.#openReadAt = now;
		if (totals.inFlight === 0) {
			this.#openReadingsLeft--;
			return noneOpen;
		}

		this.#openReadingsLeft = maxAbsences;
		this.#isReadingOpen = true;
		try {
			return await this.#options.control.openRequests(maxOpenRows);
		} catch {
			// Those that are known stay until a later round has an answer.
			return undefined;
		} finally {
			this.#isReadingOpen = false;
		}
	}

	/** Polls and reports soon, and polls often for a while. */
	refresh(): void {
		this.#changedAt = performance.now();
		this.#toldAt = -Infinity;
		const sinceLast = performance.now() - this.#polledAt;
		this.#schedule(Math.max(0, this.#pace.interval - sinceLast));
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}
}
