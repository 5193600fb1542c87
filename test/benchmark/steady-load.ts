import {setTimeout as pass} from 'node:timers/promises';
import {load} from './load.js';

const tickMs = 100;
const connections = 4;

/** Sends so many requests a second to each of the ports, for so many milliseconds. What a machine that stood still has missed is not made up for. */
export const steadyLoad = async (ports: readonly number[], perSecond: number, milliseconds: number): Promise<void> => {
	const endsAt = performance.now() + milliseconds;
	let sentAt = performance.now();
	for (let now = sentAt; now < endsAt; now = performance.now()) {
		const due = Math.min(Math.round(((now - sentAt) * perSecond) / 1000), perSecond);
		sentAt = now;
		await Promise.all([pass(tickMs), ...ports.map(async port => load(port, due, connections))]);
	}
};
