import path from 'node:path';
import process from 'node:process';
import {subjectCore} from './cores.js';
import {compare, peers, stopAll} from './peers.js';
import {inTurns, median, ratio} from './rounds.js';
import {startProxyTui, type Subject} from './subject.js';
import {missedBy, printTable} from './table.js';
import {cpuOf, workloads} from './workloads.js';

const rounds = 9;
const targets = {'access log to a file': 1.25, 'header rules, sticky sessions, trusted proxies': 1.15};

const manyFeatures = [
	'--request-header=X-Team: shop', '--request-header=-X-Debug', '--response-header=X-Frame-Options: DENY', '--response-header=-Server', '--sticky=cookie', '--trust-proxy=127.0.0.1',
];

/** What features that are off in the comparison add to the processor time of a request. */
export const compareFeatures = async (): Promise<void> => compare(async field => {
	const {backend, directory} = field;
	const options = {core: subjectCore};
	const subjects = new Map<'none' | keyof typeof targets, Subject>([
		['none', await peers['proxy-tui'].start(field)],
		['access log to a file', await startProxyTui([backend], options, `--access-log=${path.join(directory, 'access.log')}`, '--access-log-format=json')],
		['header rules, sticky sessions, trusted proxies', await startProxyTui([backend], options, '--access-log=off', ...manyFeatures)],
	]);
	try {
		const results = await inTurns(subjects, rounds, async subject => cpuOf(subject, workloads['1 KiB GET']));
		process.stdout.write(`Processor time of a 1 KiB GET with features, in ${rounds} rounds:\n`);
		printTable([
			['', 'µs', '÷ none', 'at most', ''],
			...Array.from(results, ([name, values]) => {
				const times = ratio(values, results.get('none')!);
				return [name, median(values).toFixed(1), ...name === 'none' ? [] : [times.toFixed(2), String(targets[name]), missedBy(times, targets[name])]];
			}),
		]);
	} finally {
		await stopAll(subjects.values());
	}
});
