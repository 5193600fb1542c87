import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {compare, peers} from './peers.js';
import {SlowReaders} from './slow-readers.js';
import type {Subject} from './subject.js';
import {missedBy, printTable} from './table.js';
import {workloads} from './workloads.js';
import {wrk} from './wrk.js';

const seconds = 5;
/** What grows with the number of requests is a leak. */
const moreSeconds = 10;
const slowReaders = 64;

const readSlowly = async ({port}: Subject, duration: number): Promise<void> => {
	const readers = await SlowReaders.start(port, slowReaders);
	await delay(duration * 1000);
	readers.stop();
};

const request = (name: 'new connection' | '1 KiB GET' | 'POST 16 KiB') => async ({port}: Subject, duration: number): Promise<unknown> =>
	wrk(port, {...workloads[name], seconds: duration});

const loads = {
	'1 KiB GET': {task: request('1 KiB GET'), target: 125},
	'POST 16 KiB': {task: request('POST 16 KiB'), target: 130},
	'new connections': {task: request('new connection'), target: 155},
	[`${slowReaders} slow readers of 1 MiB`]: {task: readSlowly, target: 150},
};

/** Resident memory after each load, in a process that has carried nothing else. */
export const measureMemory = async (): Promise<void> => compare(async field => {
	const measure = async (peer: 'proxy-tui' | 'bare http-proxy', task: (subject: Subject, seconds: number) => Promise<unknown>): Promise<number[]> => {
		const subject = await peers[peer].start(field);
		try {
			const before = subject.memoryMb();
			await task(subject, seconds);
			const between = subject.memoryMb();
			await task(subject, moreSeconds);
			return [before, between, subject.memoryMb()];
		} finally {
			await subject.stop();
		}
	};

	const rows = [['', 'at start', `after ${seconds} s`, `after ${seconds + moreSeconds} s`, 'at most', '', 'bare http-proxy']];
	for (const [name, {task, target}] of Object.entries(loads)) {
		const own = await measure('proxy-tui', task);
		const bare = await measure('bare http-proxy', task);
		rows.push([name, ...own.map(value => value.toFixed(0)), String(target), missedBy(own[2]!, target), bare[2]!.toFixed(0)]);
	}

	process.stdout.write('Resident memory in MB, headless, one worker:\n');
	printTable(rows);
});
