import {steadyNow} from '../../../model/steady-clock.js';

/** The clock of health checks, replaceable in tests. All durations in milliseconds. */
export type Clock = {
	/** Monotonic, for durations. */
	monotonic(): number;
	/** Milliseconds since the epoch, see `steadyNow`. */
	epoch(): number;
	/** Calls back once, unless the returned function is called before. */
	schedule(callback: () => void, delayMs: number): () => void;
};

export const systemClock: Clock = {
	monotonic: () => performance.now(),
	epoch: steadyNow,
	schedule(callback, delayMs) {
		const timer = setTimeout(callback, delayMs);
		return () => {
			clearTimeout(timer);
		};
	},
};
