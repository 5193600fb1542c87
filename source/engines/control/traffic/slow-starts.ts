import {rampShare} from '../../../model/ramp-share.js';
import {systemClock, type Clock} from '../health/clock.js';

export type SlowStartsOptions = {
	/** Until a backend gets its full share, in milliseconds; 0 for at once. */
	readonly durationMs: () => number;
	/** Tells the workers what part of its weight a slot's backend has, above 0 and up to 1. */
	readonly setShare: (slot: number, share: number) => void;
	/** @default the system's time and timers */
	readonly clock?: Clock;
};

/** The weights are brought up to date so often on the way. */
const steps = 40;
/** A long way has more of them, so that another duration holds soon. */
const longestStepMs = 1000;

/** Gives backends that come, or come back, their share little by little. */
export class SlowStarts {
	readonly #options: SlowStartsOptions;
	readonly #clock: Clock;
	/** When each slot's backend came, on the monotonic clock. */
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

	/** Its backend has its full share at once. */
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
