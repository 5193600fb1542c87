import {fork} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {Totals} from '../../source/model/status.js';
import {ProxyWorkers} from '../helpers/proxy-workers.js';
import {startProxy} from '../helpers/running-proxy.js';
import {proxyTimeoutMs} from './facts.js';
import {type Kill, Killer} from './kills.js';
import {KillableBackend} from './killable-backend.js';
import {MemorySamples} from './memory-samples.js';
import {openSockets} from './open-sockets.js';
import type {Tally} from './tally.js';

const numberOfBackends = 3;
const shortestKillIntervalMs = 1000;
const longestKillIntervalMs = 4000;
const sampleMs = 250;
const settleMs = 5000;
const flags = [
	'--threads=2', '--health-interval=500ms', '--keep-alive-timeout=1h',
	...['response', 'idle', 'header'].map(name => `--${name}-timeout=${proxyTimeoutMs}ms`),
];

/** What is left and what was counted when all clients have gone. */
export type SoakResult = {
	readonly clients: Omit<Tally, 'count'>;
	readonly kills: readonly Kill[];
	readonly totals: Totals;
	/** At each backend, as the proxy counts. */
	readonly backendsInFlight: readonly number[];
	/** Exchanges that each backend itself has open. */
	readonly backendsOpen: readonly number[];
	/** Connections of the proxy's process once its backends have gone as well; undefined if the system does not tell. */
	readonly openSockets: number | undefined;
	readonly memory: Pick<MemorySamples, 'resident' | 'used'>;
};

const until = async (isReached: () => boolean | Promise<boolean>): Promise<void> => {
	const deadline = performance.now() + settleMs;
	/* eslint-disable no-await-in-loop -- each look waits for the one before */
	while (!await isReached() && performance.now() < deadline) {
		await delay(20);
	}
	/* eslint-enable no-await-in-loop */
};

/** Lets clients, backends and workers do to each other whatever goes wrong, for a while, and tells what has come of it. */
export const soak = async (seconds: number): Promise<SoakResult> => {
	const workers = new ProxyWorkers();
	const clients = fork(path.join(import.meta.dirname, 'clients.ts'));
	const [backends] = await Promise.all([
		Promise.all(Array.from({length: numberOfBackends}, async () => KillableBackend.start())),
		once(clients, 'message'),
	]);
	const proxy = await startProxy({urls: backends.map(({url}) => url), flags});
	const {control} = proxy;

	clients.send(proxy.port);
	const end = Date.now() + (seconds * 1000);
	const memory = new MemorySamples();
	const sampler = setInterval(() => {
		void memory.take(workers.running);
	}, sampleMs);
	const killer = new Killer(backends, workers);
	const killEveryMs = Math.min(Math.max(seconds * 200, shortestKillIntervalMs), longestKillIntervalMs);
	await Promise.all([killer.run(killEveryMs, end), delay(end - Date.now())]);
	clearInterval(sampler);

	clients.send('stop');
	const [tally] = await once(clients, 'message') as [SoakResult['clients']];
	await until(() => {
		const {totals, backends: statuses} = control.status();
		return totals.inFlight === 0 && statuses.every(({connections}) => connections === 0);
	});
	const status = control.status();
	let backendsOpen: readonly number[] = [];
	await until(async () => {
		backendsOpen = await Promise.all(backends.map(async backend => backend.openExchanges()));
		return backendsOpen.every(count => count === 0);
	});
	await Promise.all(backends.map(async backend => backend.kill()));
	await until(async () => await openSockets() === 0);
	const left = await openSockets();
	workers.stop();
	// Waits until nothing is in flight, so it would fail where that is not so; the figures say more.
	await proxy.stop().catch(() => {});

	return {
		clients: tally,
		kills: killer.kills,
		totals: status.totals,
		backendsOpen,
		backendsInFlight: status.backends.map(({connections}) => connections),
		openSockets: left,
		memory,
	};
};
