export const lagIntervalMs = 500;
/** Decay of a peak per interval, so that scrapes still see it. */
const kept = 0.95;

/**
Measures the event-loop lag of this thread.

@param report - Gets the recent maximum in milliseconds, twice a second.
@returns Stops it.
*/
export const watchLoopLag = (report: (milliseconds: number) => void): (() => void) => {
	let lag = 0;
	let expected = performance.now() + lagIntervalMs;
	const timer = setInterval(() => {
		const now = performance.now();
		lag = Math.max(now - expected, lag * kept, 0);
		expected = now + lagIntervalMs;
		report(lag);
	}, lagIntervalMs).unref();
	return () => {
		clearInterval(timer);
	};
};
