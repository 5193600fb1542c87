import {uptime} from 'node:os';

/** Less than this apart, two clocks agree: some systems tell their uptime in whole seconds. */
const leastDifferenceMs = 2000;

const startedAt = Date.now() - performance.now();
const bootedMs = performance.now() - (uptime() * 1000);

/** @returns How far `difference` has moved from zero, in steps that are too large to be noise. */
const inSteps = (difference: () => number): (() => number) => {
	let told = 0;
	return () => {
		const now = Math.round(difference());
		if (Math.abs(now - told) >= leastDifferenceMs) {
			told = now;
		}

		return told;
	};
};

/** How long the machine has slept: its uptime goes on meanwhile, the monotonic clock of most systems does not. */
const measureSleep = inSteps(() => (uptime() * 1000) + bootedMs - performance.now());

/** A call of the system for each moment would be most of what the status of many backends costs. */
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
Milliseconds since the epoch, for ages and for ends that are still to come: by the system's clock when this process started, and
at the pace of real time since. Setting the system's clock does not move it.
*/
export const steadyNow = (): number => Math.round(startedAt + performance.now()) + sleptMs();

const setByMs = inSteps(() => Date.now() - steadyNow());

/**
When something was by the system's clock as it is set now, for what is printed.

@param at - By {@link steadyNow}.
*/
export const wallTime = (at: number): number => at + setByMs();
