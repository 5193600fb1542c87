/** Lets a bounded number of probes be under way at once; further ones wait in the order in which they came. */
export class ProbeSlots {
	readonly #limit: number;
	readonly #waiting = new Set<() => void>();
	#taken = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Calls `start` as soon as a slot is free, possibly at once. Whoever was started gives the slot back with `release()`. */
	acquire(start: () => void): void {
		if (this.#taken >= this.#limit) {
			this.#waiting.add(start);
			return;
		}

		this.#taken += 1;
		start();
	}

	/** Takes back a wish for a slot. Without effect once it was started. */
	withdraw(start: () => void): void {
		this.#waiting.delete(start);
	}

	release(): void {
		const [next] = this.#waiting;

		if (!next) {
			this.#taken -= 1;
			return;
		}

		this.#waiting.delete(next);
		next();
	}
}
