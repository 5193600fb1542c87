import {rampShare} from '../../../model/ramp-share.js';
import {systemClock, type Clock} from '../health/clock.js';

export type SlowStartsOptions = {
	/** Duration of slow start in milliseconds; 0 turns it off. */
	readonly durationMs: () => number;
	/** Sets the share of the weight of a slot's backend, above 0 and up to 1. */
	readonly setShare: (slot: number, share: number) => void;
	/** @default the system's time and timers */
	readonly clock?: Clock;
};

/** Number of steps. */
const steps = 40;
/** Longer durations have more steps, so that a changed duration applies soon. */
const longestStepMs = 1000;

/** Slow start: increases the share of added and recovered backends gradually. */
export class SlowStarts {
	readonly #options: SlowStartsOptions;
	readonly #clock: Clock;
	/** Start of each slot's backend, on the monotonic clock. */
	readonly #since = new Map<number, number>();
	#cancelStep: (() => void) | undefined;

	constructor(options: SlowStartsOptions) {
		this.#options = options;
		this.#clock = options.clock ?? systemClock;
	}

	/** To be called before a backend becomes available. */
	begin(slot: number): void {
		if (!(this.#options.durationMs() > 0)) {
			return;
		}

		this.#since.set(slot, this.#clock.monotonic());
		this.#step();
	}

	/** Ends the slow start of a slot's backend. */
	clear(slot: number): void {
		this.#since.delete(slot);
		this.#options.setShare(slot, 1);
	}

	stop(): void {
		this.#cancelStep?.();
		this.#since.clear();
	}

	#step(): void {
		const {setShare} = this.#options;
		const durationMs = this.#options.durationMs();
		for (const [slot, since] of this.#since) {
			const share = rampShare(this.#clock.monotonic() - since, durationMs);
			setShare(slot, share);
			if (share === 1) {
				this.#since.delete(slot);
			}
		}

		this.#cancelStep?.();
		this.#cancelStep = this.#since.size === 0
			? undefined
			: this.#clock.schedule(() => {
				this.#step();
			}, Math.min(durationMs / steps, longestStepMs));
	}
}
