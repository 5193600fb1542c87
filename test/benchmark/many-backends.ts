/*
Ten thousand backends, all of them addresses of one server: what they cost, and whether anything stalls.

Whatever keeps the main thread busy also takes processors from the workers, on a machine that has few of them. So the same is
done to a proxy with three backends in turn, and of each worker is told how long it waited for a processor: what is left of the
difference between the two is the bookkeeping's.
*/
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import http from 'node:http';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {setTimeout as delay} from 'node:timers/promises';
import {send} from '../helpers/http-client.js';
import {measureFrame} from './frame.js';
import {type Subject, startProxyTui} from './subject.js';

const backends = 10_000;
const fewBackends = 3;
const seconds = 8;
const pauseMs = 2;
const serverCode = `
let asked = 0;
const server = require('node:http').createServer((request, response) => {
	asked += request.url === '/health' ? 1 : 0;
	response.end(request.url === '/asked' ? String(asked) : 'ok');
});
server.listen(0, '0.0.0.0', 4096, () => console.log(server.address().port));
`;

const addressOf = (index: number): string => `127.1.${Math.trunc(index / 250)}.${1 + (index % 250)}`;

const startServer = async (): Promise<{child: ChildProcess; port: number}> => {
	const child = spawn(process.execPath, ['--eval', serverCode], {stdio: ['ignore', 'pipe', 'inherit']});
	const [line] = await once(createInterface(child.stdout), 'line') as [string];
	return {child, port: Number(line)};
};

const percentile = (sorted: readonly number[], share: number): string => `${sorted[Math.min(Math.trunc(sorted.length * share), sorted.length - 1)]!.toFixed(1)} ms`;

const print = (text: string): void => {
	process.stdout.write(`  ${text}\n`);
};

type Named = {readonly name: string; readonly proxy: Subject};

const timed = async (times: number[], task: () => Promise<unknown>): Promise<void> => {
	const at = performance.now();
	await task();
	times.push(performance.now() - at);
};

const inOrder = (times: readonly number[]): string => {
	const sorted = times.toSorted((a, b) => a - b);
	return `p50 ${percentile(sorted, 0.5)}, p99 ${percentile(sorted, 0.99)}, slowest ${percentile(sorted, 1)}`;
};

/** One request after the other, while something else is done again and again. */
const measurePhase = async ({name, proxy}: Named, what: string, task: () => Promise<unknown>): Promise<void> => {
	const agent = new http.Agent({keepAlive: true, maxSockets: 1});
	const requests: number[] = [];
	const tasks: number[] = [];
	const cpuBefore = proxy.cpuMs();
	const workerBefore = proxy.workerTimesMs();
	const end = performance.now() + (seconds * 1000);
	const repeat = async (): Promise<void> => {
		do {
			await timed(tasks, task);
		} while (performance.now() < end);
	};

	const repeating = repeat();
	while (performance.now() < end) {
		await timed(requests, async () => send(proxy.port, {path: '/', agent}));
		await delay(pauseMs);
	}

	await repeating;
	agent.destroy();
	const worker = proxy.workerTimesMs();
	const share = (milliseconds: number): string => `${(milliseconds / seconds / 10).toFixed(0)} %`;
	print(`${name}, ${what}: ${requests.length} requests, ${inOrder(requests)}`);
	const [used, waited] = [worker.used - workerBefore.used, worker.waited - workerBefore.waited];
	print(`    its worker used ${share(used)} of a processor and waited for one ${share(waited)} of the time; the process used ${share(proxy.cpuMs() - cpuBefore)}`);
	if (tasks.length > 1) {
		print(`    ${what}, ${tasks.length} times: ${inOrder(tasks)}`);
	}
};

const healthyOf = async ({adminPort}: Subject): Promise<number> => {
	const {backends: statuses} = JSON.parse((await send(adminPort, {path: '/status'})).body) as {backends: ReadonlyArray<{health: string}>};
	return statuses.filter(({health}) => health === 'healthy').length;
};

const untilAllAreChecked = async ({proxy}: Named, count: number): Promise<void> => {
	const startedAt = performance.now();
	while (await healthyOf(proxy) < count && performance.now() - startedAt < 60_000) {
		await delay(1000);
	}
};

const measure = async (many: Named, few: Named, serverPort: number): Promise<void> => {
	await untilAllAreChecked(many, backends);
	print(`${await healthyOf(many.proxy)} of ${backends} backends are healthy, ${many.proxy.memoryMb().toFixed(0)} MB`);
	const asked = async (): Promise<number> => Number((await send(serverPort, {path: '/asked'})).body);
	const askedBefore = await asked();
	const startedAt = performance.now();
	await delay(seconds * 1000);
	print(`${((await asked() - askedBefore) / ((performance.now() - startedAt) / 1000)).toFixed(0)} health checks a second (${backends} backends every 10 s: ${backends / 10})`);
	for (const subject of [many, few]) {
		const {adminPort} = subject.proxy;
		await measurePhase(subject, 'nothing else', async () => delay(seconds * 1000));
		await measurePhase(subject, '/status without pause', async () => send(adminPort, {path: '/status'}));
		let weight = 1;
		await measurePhase(subject, 'another weight without pause', async () => {
			weight = 1 + (weight % 200);
			await send(adminPort, {method: 'PATCH', path: `/backends/b${1 + (weight % fewBackends)}`, headers: {'content-type': 'application/json'}}, JSON.stringify({weight}));
		});
	}

	print(`${many.proxy.memoryMb().toFixed(0)} MB in the end, ${few.proxy.memoryMb().toFixed(0)} MB with ${fewBackends} backends`);
};

export const measureManyBackends = async (): Promise<void> => {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'many-backends-'));
	const {child, port} = await startServer();
	const file = path.join(directory, 'pool.json');
	await writeFile(file, JSON.stringify({backends: Array.from({length: backends}, (_, index) => `http://${addressOf(index)}:${port}`)}));
	const flags = ['--access-log=off', '--health-path=/health'];
	const running: Subject[] = [];
	try {
		const few = await startProxyTui([], {}, ...flags, ...Array.from({length: fewBackends}, (_, index) => `http://${addressOf(index)}:${port}`));
		running.push(few);
		print(`${few.memoryMb().toFixed(0)} MB with ${fewBackends} backends`);
		const startedAt = performance.now();
		const many = await startProxyTui([], {}, `--config=${file}`, ...flags);
		running.push(many);
		print(`serves ${(performance.now() - startedAt).toFixed(0)} ms after its start with ${backends} backends, ${many.memoryMb().toFixed(0)} MB`);
		await measure({name: `${backends} backends`, proxy: many}, {name: `${fewBackends} backends`, proxy: few}, port);
	} finally {
		await Promise.all(running.map(async proxy => proxy.stop()));
		child.kill();
		await rm(directory, {recursive: true});
	}

	await measureFrame([backends]);
};
