export const lagIntervalMs = 500;
/** What a peak has left after each interval, so that a scrape every some seconds still sees it. */
const kept = 0.95;

/**
Watches how late this thread's timers are.

@param report - Gets the longest delay of late, in milliseconds, twice a second.
@returns Ends that.
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
