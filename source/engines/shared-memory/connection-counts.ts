import {stripesIn, type StripeViews, stripeViews} from './memory-layout.js';

const open = 0;
const waiting = 1;

/** Clients' connections of one worker, and what all workers have together. A worker's share vanishes with its stripe. */
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

	/** Whether any worker has connections that wait for a place. */
	get anyWaiting(): boolean {
		return this.waiting > 0;
	}

	/** Connections that wait for a place, of all workers. */
	get waiting(): number {
		return this.#sum(waiting);
	}

	/**
	Takes a place for a connection; its undo is {@link leave}. Of two workers that want the last place at once, it may be that
	neither gets it; never both.

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

	/** Tells the others how many connections of this worker wait for a place. */
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
