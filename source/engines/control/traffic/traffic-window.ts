type Sample = {
	/** On the monotonic clock. */
	readonly at: number;
	readonly requests: number;
	readonly failures: number;
};

/** Differences of cumulative counts over a sliding window. */
export class TrafficWindow {
	readonly windowMs: number;
	#samples: readonly Sample[];

	constructor(windowMs: number, first: Sample) {
		this.windowMs = windowMs;
		this.#samples = [first];
	}

	/** Adds the current counts, and returns the increase within the window. */
	update(now: Sample): {readonly requests: number; readonly failures: number} {
		const stepMs = this.windowMs / 10;
		if (now.at - this.#samples.at(-1)!.at >= stepMs) {
			// The window starts at the newest sample before it.
			const firstInside = this.#samples.findIndex(({at}) => at > now.at - this.windowMs);
			this.#samples = [...this.#samples.slice(firstInside === -1 ? this.#samples.length : Math.max(firstInside - 1, 0)), now];
		}

		const start = this.#samples[0]!;
		return {requests: now.requests - start.requests, failures: now.failures - start.failures};
	}
}
