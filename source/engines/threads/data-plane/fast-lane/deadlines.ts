import {DenseList, type Placed} from '../../../../model/dense-list.js';
import {type Guarded, guarded} from './guarded.js';

/** What may take only so long. */
export type Timed = Guarded & Placed & {
	/** When its time is up, in milliseconds on the monotonic clock; Infinity for never. Changed as often as is needed, at no cost. */
	deadline: number;
	/** The time was up, and the event loop has looked for what had arrived by then. */
	onDeadline(): void;
};

/** How late a deadline may be seen. */
const sweepMs = 250;

/**
The times of all connections of a worker: one timer looks at them all, so that to set one costs an assignment.

Who is late gets one more look at its connection, since a process that was stopped or suspended finds its timers due and answers
waiting at the same moment, and timers run first.
*/
export class Deadlines {
	readonly #all = new DenseList<Timed>();
	readonly #late: Timed[] = [];
	readonly #now: () => number;
	#timer: NodeJS.Timeout | undefined;

	/** @param now - In milliseconds. */
	constructor(now = () => performance.now()) {
		this.#now = now;
	}

	/** All of them. */
	[Symbol.iterator](): Iterator<Timed> {
		return this.#all[Symbol.iterator]();
	}

	/** Followed by {@link remove}. */
	add(timed: Timed): void {
		this.#all.add(timed);
		this.#timer ??= setInterval(this.sweep, sweepMs).unref();
	}

	remove(timed: Timed): void {
		this.#all.remove(timed);
		// Among those that get one more look, it has no time of its own any more.
		timed.deadline = Infinity;
		if (this.#all.size === 0) {
			clearInterval(this.#timer);
			this.#timer = undefined;
		}
	}

	/** Looks for those whose time is up. */
	readonly sweep = (): void => {
		const now = this.#now();
		for (const timed of this.#all) {
			if (timed.deadline <= now) {
				this.#late.push(timed);
			}
		}

		if (this.#late.length > 0) {
			setImmediate(this.#give);
		}
	};

	readonly #give = (): void => {
		const now = this.#now();
		for (const timed of this.#late.splice(0)) {
			if (timed.deadline <= now) {
				guarded(timed, () => {
					timed.onDeadline();
				})();
			}
		}
	};
}
