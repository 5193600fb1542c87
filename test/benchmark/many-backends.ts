/* Ten thousand backends, all of them addresses of one server: what they cost, and whether anything stalls. */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import http from 'node:http';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {send} from '../helpers/http-client.js';
import {measureFrame} from './frame.js';
import {type Subject, startProxyTui} from './subject.js';

const backends = 10_000;
const seconds = 15;
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

const measure = async (proxy: Subject, adminPort: number, serverPort: number, startedAt: number): Promise<void> => {
	print(`serves ${(performance.now() - startedAt).toFixed(0)} ms after its start, ${proxy.memoryMb().toFixed(0)} MB`);
	const agent = new http.Agent({keepAlive: true, maxSockets: 1});
	const requests: number[] = [];
	const statuses: number[] = [];
	const end = performance.now() + (seconds * 1000);
	const timed = async (times: number[], task: () => Promise<unknown>): Promise<void> => {
		const at = performance.now();
		await task();
		times.push(performance.now() - at);
	};

	const askStatus = async (): Promise<void> => {
		while (performance.now() < end) {
			await timed(statuses, async () => send(adminPort, {path: '/status'}));
		}
	};

	const askedBefore = Number((await send(serverPort, {path: '/asked'})).body);
	const cpuBefore = proxy.cpuMs();
	const asking = askStatus();
	while (performance.now() < end) {
		await timed(requests, async () => send(proxy.port, {path: '/', agent}));
	}

	await asking;
	agent.destroy();
	const asked = Number((await send(serverPort, {path: '/asked'})).body) - askedBefore;
	requests.sort((a, b) => a - b);
	statuses.sort((a, b) => a - b);
	print(`${requests.length} requests while /status is asked for without pause: p50 ${percentile(requests, 0.5)}, p99 ${percentile(requests, 0.99)}, slowest ${percentile(requests, 1)}`);
	print(`/status ${statuses.length} times: p50 ${percentile(statuses, 0.5)}, p99 ${percentile(statuses, 0.99)}, slowest ${percentile(statuses, 1)}`);
	print(`${(asked / seconds).toFixed(0)} health checks a second (${backends} backends every 10 s: ${backends / 10})`);
	print(`${((proxy.cpuMs() - cpuBefore) / seconds / 10).toFixed(0)} % of a processor, ${proxy.memoryMb().toFixed(0)} MB`);
	const {body} = await send(adminPort, {path: '/status'});
	const {backends: statusesOf} = JSON.parse(body) as {backends: ReadonlyArray<{health: string}>};
	print(`${statusesOf.filter(({health}) => health === 'healthy').length} of ${statusesOf.length} backends are healthy`);
};

export const measureManyBackends = async (): Promise<void> => {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'many-backends-'));
	const {child, port} = await startServer();
	const file = path.join(directory, 'pool.json');
	await writeFile(file, JSON.stringify({backends: Array.from({length: backends}, (_, index) => `http://${addressOf(index)}:${port}`)}));
	let proxy: Subject | undefined;
	try {
		const empty = await startProxyTui([], '--access-log=off');
		print(`${empty.memoryMb().toFixed(0)} MB without any backend`);
		await empty.stop();
		const startedAt = performance.now();
		proxy = await startProxyTui([], `--config=${file}`, '--access-log=off', '--health-path=/health');
		await measure(proxy, proxy.adminPort, port, startedAt);
	} finally {
		await proxy?.stop();
		child.kill();
		await rm(directory, {recursive: true});
	}

	await measureFrame([backends]);
};
