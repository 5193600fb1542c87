import type {Status} from '../../model/status.js';

export type StatusPollOptions = {
	/** The initial status. */
	readonly first: Status;
	readonly fetch: () => Promise<Status>;
	/** The clock of the status. */
	readonly now: () => number;
	/** Called with the last status of a process when another one has replaced it. */
	readonly onRestart: () => void;
	/** Called once when the status cannot be fetched, until it can again. */
	readonly onLost: (error: unknown) => void;
};

/** Poll interval, in milliseconds. */
const interval = 100;

/** Slow responses are polled less often: at most this share of the time. */
const maxShare = 0.25;

/** A round that takes longer, in milliseconds, makes the status stale. */
const staleAfterMs = 2000;

const firstRetryMs = 250;
const lastRetryMs = 5000;

/** Keeps the last known status. Fetched only while it is read, one round at a time; after failures with a backoff. */
export class StatusPoll {
	readonly #options: StatusPollOptions;
	#latest: Status;
	/** When it was fetched. */
	#at: number;
	#round: Promise<void> | undefined;
	#roundAt = 0;
	#nextAt = 0;
	#failures = 0;

	constructor(options: StatusPollOptions) {
		this.#options = options;
		this.#latest = options.first;
		this.#at = options.now();
		this.#nextAt = performance.now() + interval;
	}

	get isStale(): boolean {
		return this.#failures > 0 || (this.#round !== undefined && performance.now() - this.#roundAt > staleAfterMs);
	}

	/** The last known status. Starts a poll if one is due. */
	get status(): Status {
		if (!this.#round && performance.now() >= this.#nextAt) {
			void this.#look();
		}

		return this.isStale ? {...this.#latest, staleSince: this.#at} : this.#latest;
	}

	/** Resolves once the status is at least as new as this call, or cannot be fetched. */
	async refresh(): Promise<void> {
		await this.#round;
		await (this.#round ?? this.#look());
	}

	async #look(): Promise<void> {
		this.#roundAt = performance.now();
		this.#round = this.#fetch();
		try {
			await this.#round;
		} finally {
			this.#round = undefined;
		}
	}

	async #fetch(): Promise<void> {
		try {
			const status = await this.#options.fetch();
			if (status.startedAt !== this.#latest.startedAt) {
				this.#options.onRestart();
			}

			this.#latest = status;
			this.#at = this.#options.now();
			this.#failures = 0;
			const now = performance.now();
			this.#nextAt = Math.max(this.#roundAt + interval, now + ((now - this.#roundAt) * (1 - maxShare) / maxShare));
		} catch (error) {
			if (this.#failures === 0) {
				this.#options.onLost(error);
			}

			const delay = Math.min(firstRetryMs * (2 ** this.#failures), lastRetryMs);
			this.#failures++;
			this.#nextAt = performance.now() + delay;
		}
	}
}
