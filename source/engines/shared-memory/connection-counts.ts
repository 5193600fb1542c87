import {stripesIn, type StripeViews, stripeViews} from './memory-layout.js';

const open = 0;
const waiting = 1;

/** Client connections of one worker, and the sums over all. A worker's share vanishes with its stripe. */
export class ConnectionCounts {
	readonly #own: StripeViews;
	readonly #all: readonly StripeViews[];

	/**
	@param memory
	@param index - Of this worker's stripe.
	*/
	constructor(memory: SharedArrayBuffer, index: number) {
		this.#all = Array.from({length: stripesIn(memory)}, (_, stripe) => stripeViews(memory, stripe));
		this.#own = this.#all[index]!;
	}

	/** Whether any worker has waiting connections. */
	get anyWaiting(): boolean {
		return this.waiting > 0;
	}

	/** Waiting connections of all workers. */
	get waiting(): number {
		return this.#sum(waiting);
	}

	/**
	Claims a place for a connection; its undo is {@link leave}. If two workers want the last place at once, neither may get it; never both.

	@returns Whether there was one.
	*/
	tryEnter(limit: number): boolean {
		Atomics.add(this.#own.connections, open, 1);
		if (this.#sum(open) <= limit) {
			return true;
		}

		this.leave();
		return false;
	}

	leave(): void {
		Atomics.sub(this.#own.connections, open, 1);
	}

	/** Publishes the number of waiting connections of this worker. */
	setWaiting(count: number): void {
		Atomics.store(this.#own.connections, waiting, count);
	}

	#sum(field: number): number {
		let sum = 0;
		for (const {connections} of this.#all) {
			sum += Atomics.load(connections, field);
		}

		return sum;
	}
}
