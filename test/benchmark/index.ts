/* Run by hand: `npm run benchmark [name …]`. Prints figures; asserts nothing. */
import process from 'node:process';
import {measureBalancer} from './balancer.js';
import {compareCpu} from './cpu.js';
import {compareFeatures} from './features.js';
import {measureFirstByte} from './first-byte.js';
import {measureFrame} from './frame.js';
import {compareLatency} from './latency.js';
import {measureManyBackends} from './many-backends.js';
import {measureMemory} from './memory.js';
import {measureScreen} from './screen.js';
import {measureStalledTerminal} from './stalled-terminal.js';
import {compareWorkers} from './workers.js';

const benchmarks: Readonly<Record<string, () => Promise<void> | void>> = {
	cpu: compareCpu,
	latency: compareLatency,
	features: compareFeatures,
	memory: measureMemory,
	workers: compareWorkers,
	firstByte: measureFirstByte,
	balancer: measureBalancer,
	frame: async () => measureFrame(),
	screen: measureScreen,
	stalledTerminal: measureStalledTerminal,
	manyBackends: measureManyBackends,
};
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
for (const name of names) {
	process.stdout.write(`\n${name}\n`);
	await benchmarks[name]!();
}
