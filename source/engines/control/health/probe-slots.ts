/** Bounds concurrent probes; further ones are queued in order. */
export class ProbeSlots {
	readonly #limit: number;
	readonly #waiting = new Set<() => void>();
	#taken = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Calls `start` as soon as a slot is free, possibly at once. `release()` frees the slot. */
	acquire(start: () => void): void {
		if (this.#taken >= this.#limit) {
			this.#waiting.add(start);
			return;
		}

		this.#taken += 1;
		start();
	}

	/** Leaves the queue. No effect once started. */
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
