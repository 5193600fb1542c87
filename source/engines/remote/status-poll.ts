import type {Status} from '../../model/status.js';

export type StatusPollOptions = {
	/** What is known at the start. */
	readonly first: Status;
	readonly fetch: () => Promise<Status>;
	/** The clock by which the status tells moments. */
	readonly now: () => number;
	/** Called with the last status of one process of the instance, when another process answers in its place. */
	readonly onRestart: () => void;
	/** Called with why the status cannot be had, once until it can be had again. */
	readonly onLost: (error: unknown) => void;
};

/** Between two rounds, in milliseconds. */
const interval = 100;

/** A status that takes long to get is asked for less often: rounds fill at most this part of the time. */
const maxShare = 0.25;

/** A round that goes on for so long, in milliseconds, makes what is known old. */
const patience = 2000;

const firstRetryMs = 250;
const lastRetryMs = 5000;

/**
Keeps the last known status. It is asked for anew only when somebody has looked at it, one round at a time; after a failure ever more seldom.
*/
export class StatusPoll {
	readonly #options: StatusPollOptions;
	#latest: Status;
	/** When that was so. */
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
		return this.#failures > 0 || (this.#round !== undefined && performance.now() - this.#roundAt > patience);
	}

	/** The last known status. Looks for a newer one if it is time. */
	get status(): Status {
		if (!this.#round && performance.now() >= this.#nextAt) {
			void this.#look();
		}

		return this.isStale ? {...this.#latest, staleSince: this.#at} : this.#latest;
	}

	/** Resolves once all is known that was so when this was called, or it turned out that it cannot be. */
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
