import {DemoBackend} from './demo-backend.js';
import {startOutages} from './outages.js';
import {createRandom} from './random-numbers.js';

/** The demo's backends and outages. */
export type DemoBackends = {
	readonly urls: readonly string[];
	/** Ends the backends at once. */
	stop(): void;
};

/** Starts the three backends of the demo: a fast one, one that fails now and then, and a slow one that goes down now and then. */
export const startDemoBackends = async (seed: number): Promise<DemoBackends> => {
	// A generator each, so that their randomness does not depend on the order of requests.
	const fast = new DemoBackend({
		name: 'fast',
		latencyMs: [5, 20],
		failureShare: 0,
		random: createRandom(seed),
	});
	const medium = new DemoBackend({
		name: 'medium',
		latencyMs: [20, 80],
		failureShare: 0.05,
		random: createRandom(seed + 1),
	});
	const slow = new DemoBackend({
		name: 'slow',
		latencyMs: [100, 300],
		failureShare: 0,
		random: createRandom(seed + 2),
	});

	const backends = [fast, medium, slow];
	await Promise.all(backends.map(async backend => backend.start()));
	const stopOutages = startOutages(slow, createRandom(seed + 3));

	return {
		urls: backends.map(({url}) => url),
		stop() {
			stopOutages();

			for (const backend of backends) {
				backend.goDown();
			}
		},
	};
};
