import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {cleanEnvironment} from '../helpers/program.js';
import {openPseudoTerminal} from '../helpers/pseudo-terminal.js';
import {load} from './load.js';
import {Subject} from './subject.js';

const requests = 8000;
const connections = 4;
const stallMs = 5000;

/** The slowest request while the terminal is read, and while it is not. */
export const measureStalledTerminal = async (): Promise<void> => {
	const backend = await Subject.start(['--import=tsx', 'test/benchmark/backend.ts']);
	const home = mkdtempSync(path.join(os.tmpdir(), 'proxy-tui-'));
	const terminal = openPseudoTerminal({
		command: process.execPath,
		args: ['distribution/cli.js', '--port=0', '--admin-port=0', '--host=127.0.0.1', '--rate-limit=0', `http://127.0.0.1:${backend.port}`],
		env: cleanEnvironment(home),
		columns: 160,
		rows: 50,
	});
	try {
		const screen = await terminal.waitFor('UP');
		const port = Number(/proxy http:\/\/[^:]+:(\d+)/v.exec(screen.join('\n'))![1]);
		const slowest = async (): Promise<number> => Math.max(...await load(port, requests, connections, true));
		await slowest();
		process.stdout.write(`terminal read:     slowest of ${requests} requests ${(await slowest()).toFixed(1)} ms\n`);
		terminal.stall();
		const end = performance.now() + stallMs;
		let worst = 0;
		while (performance.now() < end) {
			worst = Math.max(worst, await slowest());
		}

		process.stdout.write(`terminal not read: slowest in ${stallMs / 1000} s ${worst.toFixed(1)} ms\n`);
		terminal.resume();
	} finally {
		await terminal.dispose();
		await backend.stop();
		rmSync(home, {recursive: true, force: true});
	}
};
