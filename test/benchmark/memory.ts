import process from 'node:process';
import {load} from './load.js';
import {startProxyTui, Subject} from './subject.js';

const connections = 32;
const marks = [100_000, 500_000];

/** Memory after many requests: what grows with their number is a leak. */
export const measureMemory = async (): Promise<void> => {
	const backends = await Promise.all([1, 2].map(async () => Subject.start(['--import=tsx', 'test/benchmark/backend.ts'])));
	const subject = await startProxyTui(backends);
	let sent = 0;
	for (const mark of marks) {
		await load(subject.port, mark - sent, connections);
		sent = mark;
		process.stdout.write(`after ${mark.toLocaleString('en')} requests: ${subject.memoryMb().toFixed(0)} MB resident\n`);
	}

	await Promise.all([subject, ...backends].map(async process_ => process_.stop()));
};
