/* Resident memory of a screen, of a proxy that runs in the process and of one that it is attached to, under steady traffic. */
import process from 'node:process';
import {steadyLoad} from './steady-load.js';
import {Subject} from './subject.js';
import {missedBy} from './table.js';
import {TerminalSubject} from './terminal-subject.js';

const backendCount = 3;
const perSecond = 250;
const minuteMs = 60_000;
const targets = {own: 220, attached: 130};

/** Prints it each minute, and the most of all against the targets, in MB. */
export const measureScreenMemory = async (minutes: number): Promise<void> => {
	const backend = await Subject.start(['--import=tsx', 'test/benchmark/backend.ts']);
	const arguments_ = [
		'distribution/cli.js',
		'--port=0',
		'--admin-port=0',
		'--host=127.0.0.1',
		'--threads=1',
		'--rate-limit=0',
		'--no-save',
		...Array.from({length: backendCount}, (_, index) => `http://127.0.1.${index + 1}:${backend.port}`),
	];
	const headless = await Subject.start([...arguments_, '--headless', '--access-log=off']);
	const own = await TerminalSubject.start(arguments_);
	const attached = await TerminalSubject.start(['distribution/cli.js', 'attach', `http://127.0.0.1:${headless.adminPort}`]);
	const most = {own: 0, attached: 0};
	try {
		for (let minute = 1; minute <= minutes; minute++) {
			await steadyLoad([own.port, headless.port], perSecond, minuteMs);
			const now = {own: own.memoryMb(), attached: attached.memoryMb()};
			most.own = Math.max(most.own, now.own);
			most.attached = Math.max(most.attached, now.attached);
			process.stdout.write(`  minute ${minute}: ${now.own.toFixed(0)} MB with a screen, ${now.attached.toFixed(0)} MB attached\n`);
		}

		process.stdout.write(`  at ${perSecond} requests a second, at most ${targets.own} MB with a screen: ${missedBy(most.own, targets.own)}; at most ${targets.attached} MB attached: ${missedBy(most.attached, targets.attached)}\n`);
	} finally {
		await Promise.all([own.stop(), attached.stop()]);
		await Promise.all([headless.stop(), backend.stop()]);
	}
};
