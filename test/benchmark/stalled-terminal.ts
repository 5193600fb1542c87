import process from 'node:process';
import {load} from './load.js';
import {Subject} from './subject.js';
import {TerminalSubject} from './terminal-subject.js';

const requests = 8000;
const connections = 4;
const stallMs = 5000;

/** The slowest request while the terminal is read, and while it is not. */
export const measureStalledTerminal = async (): Promise<void> => {
	const backend = await Subject.start(['--import=tsx', 'test/benchmark/backend.ts']);
	const screen = await TerminalSubject.start([
		'distribution/cli.js', '--port=0', '--admin-port=0', '--host=127.0.0.1', '--rate-limit=0', '--no-save', `http://127.0.0.1:${backend.port}`,
	]);
	try {
		const slowest = async (): Promise<number> => Math.max(...await load(screen.port, requests, connections));
		await slowest();
		process.stdout.write(`terminal read:     slowest of ${requests} requests ${(await slowest()).toFixed(1)} ms\n`);
		screen.stall();
		const end = performance.now() + stallMs;
		let worst = 0;
		while (performance.now() < end) {
			worst = Math.max(worst, await slowest());
		}

		process.stdout.write(`terminal not read: slowest in ${stallMs / 1000} s ${worst.toFixed(1)} ms\n`);
	} finally {
		await Promise.all([screen.stop(), backend.stop()]);
	}
};
