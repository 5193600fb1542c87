import {steadyNow} from '../../../model/steady-clock.js';

/** Time as the health checks see it, so that tests can run it by hand. All durations in milliseconds. */
export type Clock = {
	/** Only ever grows, at the pace of real time; for durations. */
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
