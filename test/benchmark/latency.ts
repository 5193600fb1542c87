import process from 'node:process';
import {loadAtPace} from './load.js';
import {compare, startPeers, stopAll} from './peers.js';
import {inTurns, median, quantile, ratio} from './rounds.js';
import {missedBy, printTable} from './table.js';

const rounds = 7;
const pace = {perSecond: 2000, seconds: 2, connections: 64};
/** Of nginx. */
const target = 2;

/** The 99th percentile of the latency where nothing is at its limit. */
export const compareLatency = async (): Promise<void> => compare(async field => {
	const subjects = await startPeers(field, ['proxy-tui', 'nginx', 'haproxy', 'Go\'s ReverseProxy']);
	try {
		const results = await inTurns(subjects, rounds, async ({port}) => quantile(await loadAtPace(port, pace), 0.99));
		process.stdout.write(`99th percentile of the latency at ${pace.perSecond.toLocaleString('en')} requests a second, in ${rounds} rounds:\n`);
		const own = results.get('proxy-tui')!;
		printTable([
			['', 'ms', 'proxy-tui ÷ it', 'at most', ''],
			...Array.from(results, ([name, values]) => {
				const times = ratio(own, values);
				return [name, median(values).toFixed(2), ...name === 'proxy-tui' ? [] : [times.toFixed(2)], ...name === 'nginx' ? [String(target), missedBy(times, target)] : []];
			}),
		]);
	} finally {
		await stopAll(subjects.values());
	}
});
