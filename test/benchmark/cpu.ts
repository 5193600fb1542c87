import process from 'node:process';
import {load} from './load.js';
import {startBareHttpProxy, startProxyTui, Subject} from './subject.js';

const rounds = 7;
const requestsARound = 15_000;
const connections = 32;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.trunc(values.length / 2)]!;

/** Processor time of a request, in turns, so that whatever else the machine does meets both alike. */
export const compareCpu = async (): Promise<void> => {
	const backends = await Promise.all([1, 2].map(async () => Subject.start(['--import=tsx', 'test/benchmark/backend.ts'])));
	const subjects = {
		'bare http-proxy': await startBareHttpProxy(backends),
		'proxy-tui': await startProxyTui(backends),
		'proxy-tui, no access log': await startProxyTui(backends, '--access-log=off'),
	};
	const results = new Map<string, number[]>();
	for (let round = -1; round < rounds; round++) {
		for (const [name, subject] of Object.entries(subjects)) {
			const before = subject.cpuMs();
			await load(subject.port, requestsARound, connections);
			const microseconds = ((subject.cpuMs() - before) * 1000) / requestsARound;
			// The first round warms the compiler up.
			if (round >= 0) {
				results.set(name, [...results.get(name) ?? [], microseconds]);
			}
		}
	}

	const peer = median(results.get('bare http-proxy')!);
	for (const [name, values] of results) {
		const value = median(values);
		process.stdout.write(`${name.padEnd(28)} ${value.toFixed(1)} µs CPU a request, ${(value / peer).toFixed(2)} of bare http-proxy\n`);
	}

	await Promise.all([...Object.values(subjects), ...backends].map(async subject => subject.stop()));
};
