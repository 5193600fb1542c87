/* Run by hand: `npm run benchmark [name …]`. Prints figures; asserts nothing. */
import process from 'node:process';
import {measureBalancer} from './balancer.js';
import {compareCpu} from './cpu.js';
import {measureFrame} from './frame.js';
import {measureManyBackends} from './many-backends.js';
import {measureMemory} from './memory.js';
import {measureScreen} from './screen.js';
import {measureStalledTerminal} from './stalled-terminal.js';

const benchmarks: Readonly<Record<string, () => Promise<void> | void>> = {
	balancer: measureBalancer, cpu: compareCpu, frame: async () => measureFrame(), manyBackends: measureManyBackends, memory: measureMemory, screen: measureScreen, stalledTerminal: measureStalledTerminal,
};
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
for (const name of names) {
	process.stdout.write(`\n${name}\n`);
	await benchmarks[name]!();
}
