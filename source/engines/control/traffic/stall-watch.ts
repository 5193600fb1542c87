import {isLongWait, leastLongWait} from '../../../model/long-wait.js';
import type {PoolMember} from '../../../model/pool.js';

export type StallWatchOptions = {
	/** Longest current wait for a response, in milliseconds; 0 for none. */
	readonly longestWait: (slot: number) => number;
	/** Number of responses, and the time within which nearly all came. */
	readonly answers: (slot: number) => {readonly count: number; readonly usualMs: number};
	/** Called when a backend starts to stall, and when it responds again. */
	readonly onChange: (member: PoolMember, isStalled: boolean, waitedMs: number) => void;
	/** In milliseconds, at the pace of real time. */
	readonly now: () => number;
};

/** A backend stalls after this time without a response while requests wait, and no longer after this time with nothing waiting. */
const settleMs = 5000;

/** Limits how often all latencies of a backend are summed. */
const lookIntervalMs = 1000;

type Watched = {
	answers: number;
	/** Since when there was no response while requests waited. */
	since: number;
	/** When a request last waited. */
	waitedAt: number;
	lookedAt: number;
	isStalled: boolean;
};

/** Finds backends that stall: requests wait far longer than usual. The oldest wait alone is not enough: clients give up sooner, and their next requests wait as well. */
export class StallWatch {
	readonly #options: StallWatchOptions;
	/** By id; only those with a long wait since the last response. */
	readonly #watched = new Map<string, Watched>();

	constructor(options: StallWatchOptions) {
		this.#options = options;
	}

	/** Forgets a removed backend. */
	remove(id: string): void {
		this.#watched.delete(id);
	}

	/** Checks all backends; to be called several times a second. */
	update(members: readonly PoolMember[]): void {
		for (const member of members) {
			const waitedMs = this.#options.longestWait(member.slot);
			// Most have no long wait, and cost no more than this.
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
