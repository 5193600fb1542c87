import os from 'node:os';
import process from 'node:process';
import {stopAll, withBackend} from './peers.js';
import {inTurns, median, ratio} from './rounds.js';
import {startProxyTui, type Subject} from './subject.js';
import {workloads} from './workloads.js';
import {wrk} from './wrk.js';

const rounds = 7;
const seconds = 2;
const target = 1.8;

/** What two workers carry that one does not. */
export const compareWorkers = async (): Promise<void> => withBackend(async ({backend}) => {
	const subjects = new Map<number, Subject>();
	for (const threads of [1, 2]) {
		subjects.set(threads, await startProxyTui([backend], {threads}, '--access-log=off'));
	}

	try {
		const costs = new Map<Subject, number[]>();
		const results = await inTurns(subjects, rounds, async subject => {
			const before = subject.cpuMs();
			const {requests} = await wrk(subject.port, {...workloads['1 KiB GET'], connections: 64, seconds});
			costs.set(subject, [...costs.get(subject) ?? [], ((subject.cpuMs() - before) * 1000) / requests]);
			return requests / seconds;
		});
		const [one, two] = [results.get(1)!, results.get(2)!];
		const times = ratio(two, one);
		const cost = ratio(costs.get(subjects.get(2)!)!, costs.get(subjects.get(1)!)!);
		process.stdout.write(`  one worker: ${median(one).toFixed(0)} requests a second, two workers: ${median(two).toFixed(0)}\n`);
		process.stdout.write(`  ${times.toFixed(2)} times as many; at least ${target} where the processors allow it\n`);
		process.stdout.write(`  with two, a request costs ${cost.toFixed(2)} times the processor time: ${os.cpus().length} processors, which load and backend share\n`);
	} finally {
		await stopAll(subjects.values());
	}
});
