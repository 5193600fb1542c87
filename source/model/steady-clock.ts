import {uptime} from 'node:os';

/** Tolerance of two clocks: some systems report uptime in whole seconds. */
const leastDifferenceMs = 2000;

const startedAt = Date.now() - performance.now();
const bootedMs = performance.now() - (uptime() * 1000);

/** @returns How far `difference` has moved from zero, in steps that are too large to be noise. */
const inSteps = (difference: () => number): (() => number) => {
	let told = 0;
	return () => {
		const now = Math.round(difference());
		if (Math.abs(now - told) >= leastDifferenceMs) {
			// Back within the tolerance is back at zero.
			told = Math.abs(now) < leastDifferenceMs ? 0 : now;
		}

		return told;
	};
};

/** Time asleep: the uptime includes it, the monotonic clock of most systems does not. */
const measureSleep = inSteps(() => (uptime() * 1000) + bootedMs - performance.now());

/** Calling the system for each time would dominate the cost of a status with many backends. */
const leastIntervalMs = 50;
let sleep = {ms: 0, measuredAt: -Infinity};

const sleptMs = (): number => {
	const now = performance.now();
	if (now - sleep.measuredAt >= leastIntervalMs) {
		sleep = {ms: measureSleep(), measuredAt: now};
	}

	return sleep.ms;
};

/**
Milliseconds since the epoch, for ages and deadlines: the system's clock at the start of this process, advanced in real time. Setting the
system's clock does not move it.
*/
export const steadyNow = (): number => Math.round(startedAt + performance.now()) + sleptMs();

const setByMs = inSteps(() => Date.now() - steadyNow());

/**
Converts to the system's current clock, for output.

@param at - By {@link steadyNow}.
*/
export const wallTime = (at: number): number => at + setByMs();
