/* What the screen costs: at rest, and the traffic that runs beside it. */
import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as pass} from 'node:timers/promises';
import {cleanEnvironment} from '../helpers/program.js';
import {openPseudoTerminal} from '../helpers/pseudo-terminal.js';
import {load} from './load.js';
import {cpuMsOf, startProxyTui, Subject} from './subject.js';

const restMs = 5000;
const settlingMs = 3000;
const rounds = 3;
const requestsARound = 10_000;
const connections = 16;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.trunc(values.length / 2)]!;

const round = async (port: number): Promise<{perSecond: number; p99Ms: number}> => {
	const startedAt = performance.now();
	const latencies = await load(port, requestsARound, connections, true);
	const perSecond = (requestsARound * 1000) / (performance.now() - startedAt);
	return {perSecond, p99Ms: latencies.toSorted((a, b) => a - b)[Math.trunc(latencies.length * 0.99)]!};
};

/** Processor time without traffic; throughput and p99 with the screen and without, in turns, so that whatever else the machine does meets both alike. */
export const measureScreen = async (): Promise<void> => {
	const backend = await Subject.start(['--import=tsx', 'test/benchmark/backend.ts']);
	const home = mkdtempSync(path.join(os.tmpdir(), 'proxy-tui-'));
	const terminal = openPseudoTerminal({
		command: process.execPath,
		args: ['distribution/cli.js', '--port=0', '--admin-port=0', '--host=127.0.0.1', '--threads=1', '--rate-limit=0', `http://127.0.0.1:${backend.port}`],
		env: {...cleanEnvironment(home), NODE_ENV: 'production'},
		columns: 160,
		rows: 50,
	});
	const headless = await startProxyTui([backend], '--access-log=off');
	try {
		const screen = await terminal.waitFor('UP', 30_000);
		const port = Number(/proxy http:\/\/[^:]+:(\d+)/v.exec(screen.join('\n'))![1]);
		await pass(settlingMs);
		const before = cpuMsOf(terminal.pid);
		await pass(restMs);
		process.stdout.write(`at rest: ${(((cpuMsOf(terminal.pid) - before) / restMs) * 100).toFixed(1)} % of a processor\n`);
		const ports = {'with the screen': port, headless: headless.port};
		const results = new Map<string, Array<{perSecond: number; p99Ms: number}>>();
		for (let count = -1; count < rounds; count++) {
			for (const [name, to] of Object.entries(ports)) {
				const result = await round(to);
				// The first round warms the compiler up.
				if (count >= 0) {
					results.set(name, [...results.get(name) ?? [], result]);
				}
			}
		}

		for (const [name, all] of results) {
			process.stdout.write(`${name.padEnd(16)} ${median(all.map(({perSecond}) => perSecond)).toFixed(0)} requests a second, p99 ${median(all.map(({p99Ms}) => p99Ms)).toFixed(1)} ms\n`);
		}
	} finally {
		await terminal.dispose();
		await Promise.all([headless.stop(), backend.stop()]);
		rmSync(home, {recursive: true, force: true});
	}
};
