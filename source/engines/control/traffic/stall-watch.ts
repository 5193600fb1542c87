import {isLongWait, leastLongWait} from '../../../model/long-wait.js';
import type {PoolMember} from '../../../model/pool.js';

export type StallWatchOptions = {
	/** How long the request in flight has waited that has waited longest for an answer, in milliseconds; 0 for none. */
	readonly longestWait: (slot: number) => number;
	/** How many answers there were, and within how many milliseconds nearly all came. */
	readonly answers: (slot: number) => {readonly count: number; readonly usualMs: number};
	/** Called when a backend begins to let requests wait, and when that has ended. */
	readonly onChange: (member: PoolMember, isStalled: boolean, waitedMs: number) => void;
	/** In milliseconds, at the pace of real time. */
	readonly now: () => number;
};

/** Without an answer for so long, a backend that lets requests wait is worth a word; and with nothing waiting for so long it is no more. */
const settleMs = 5000;

/** A look adds up all latencies of a backend. */
const lookIntervalMs = 1000;

type Watched = {
	answers: number;
	/** Since when there was no answer although requests waited. */
	since: number;
	/** When a request was last seen to wait. */
	waitedAt: number;
	lookedAt: number;
	isStalled: boolean;
};

/**
Finds backends that let requests wait far longer than is usual there. How long the oldest has waited does not tell alone: clients give
up sooner, and their next requests wait as well.
*/
export class StallWatch {
	readonly #options: StallWatchOptions;
	/** By id; only those at which a request has waited long since the last answer. */
	readonly #watched = new Map<string, Watched>();

	constructor(options: StallWatchOptions) {
		this.#options = options;
	}

	/** Forgets a removed backend. */
	remove(id: string): void {
		this.#watched.delete(id);
	}

	/** Looks at all backends; to be called several times a second. */
	update(members: readonly PoolMember[]): void {
		for (const member of members) {
			const waitedMs = this.#options.longestWait(member.slot);
			// Most have nothing that waits long, and cost no more than this.
			if (waitedMs >= leastLongWait || this.#watched.has(member.id)) {
				this.#look(member, waitedMs);
			}
		}
	}

	#look(member: PoolMember, waitedMs: number): void {
		const now = this.#options.now();
		const known = this.#watched.get(member.id);
		if (known !== undefined && now - known.lookedAt < lookIntervalMs) {
			return;
		}

		const {count, usualMs} = this.#options.answers(member.slot);
		const hasAnswered = known !== undefined && known.answers !== count;
		const watched: Watched = {
			answers: count,
			since: known === undefined || hasAnswered ? now - waitedMs : known.since,
			waitedAt: known === undefined || waitedMs > 0 ? now : known.waitedAt,
			lookedAt: now,
			isStalled: known?.isStalled ?? false,
		};
		this.#watched.set(member.id, watched);
		if (isLongWait(waitedMs, usualMs)) {
			if (!watched.isStalled && now - watched.since >= settleMs) {
				watched.isStalled = true;
				this.#options.onChange(member, true, waitedMs);
			}
		} else if (hasAnswered || now - watched.waitedAt >= settleMs) {
			this.#watched.delete(member.id);
			if (watched.isStalled) {
				this.#options.onChange(member, false, waitedMs);
			}
		}
	}
}
