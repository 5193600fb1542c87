/* Run by hand: `npm run benchmark -- [name …] [--minutes 30]`, of which the latter is for `screenMemory`. Prints figures; asserts nothing. */
import process from 'node:process';
import {parseArgs} from 'node:util';
import {measureBalancer} from './balancer.js';
import {compareCpu} from './cpu.js';
import {compareFeatures} from './features.js';
import {measureFirstByte} from './first-byte.js';
import {measureFrame} from './frame.js';
import {compareLatency} from './latency.js';
import {measureManyBackends} from './many-backends.js';
import {measureMemory} from './memory.js';
import {measureScreen} from './screen.js';
import {measureScreenMemory} from './screen-memory.js';
import {measureStalledTerminal} from './stalled-terminal.js';
import {compareTls} from './tls.js';
import {compareWorkers} from './workers.js';

const {values: {minutes}, positionals} = parseArgs({options: {minutes: {type: 'string', default: '2'}}, allowPositionals: true});

const benchmarks: Readonly<Record<string, () => Promise<void> | void>> = {
	cpu: compareCpu,
	tls: compareTls,
	latency: compareLatency,
	features: compareFeatures,
	memory: measureMemory,
	workers: compareWorkers,
	firstByte: measureFirstByte,
	balancer: measureBalancer,
	frame: async () => measureFrame(),
	screen: measureScreen,
	screenMemory: async () => measureScreenMemory(Number(minutes)),
	stalledTerminal: measureStalledTerminal,
	manyBackends: measureManyBackends,
};
const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
for (const name of names) {
	process.stdout.write(`\n${name}\n`);
	await benchmarks[name]!();
}
