import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {Resolver} from 'node:dns/promises';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type {TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {freePort} from './free-port.js';
import {temporaryDirectory} from './temporary-directory.js';

/** Whether dnsmasq is installed. Where nothing may be left out, it has to be. */
export const hasDnsServer = (): boolean => {
	const isInstalled = spawnSync('dnsmasq', ['--version']).status === 0;
	assert.ok(isInstalled || process.env['CI'] === undefined, 'dnsmasq is missing; install dnsmasq-base');
	return isInstalled;
};

export type DnsRecords = {
	/** Addresses of each name. */
	readonly addresses?: Readonly<Record<string, readonly string[]>>;
	/** `target,port,priority,weight` of each service. */
	readonly services?: Readonly<Record<string, readonly string[]>>;
};

export type DnsServer = {
	/** Address and port. */
	readonly address: string;
	/** Stops, and starts again with other records; without any, it stays away. */
	change(records: DnsRecords | undefined): Promise<void>;
};

/** Records live for this many seconds. */
const ttlSeconds = 1;

/** Starts dnsmasq on loopback, for as long as the test lasts. */
export const startDnsServer = async (t: TestContext, records: DnsRecords): Promise<DnsServer> => {
	const directory = await temporaryDirectory(t);
	const port = await freePort();
	const address = `127.0.0.1:${port}`;
	const resolver = new Resolver({timeout: 200, tries: 1});
	resolver.setServers([address]);
	let stop = async (): Promise<void> => {};

	const start = async ({addresses = {}, services = {}}: DnsRecords): Promise<void> => {
		const file = path.join(directory, 'dnsmasq.conf');
		await writeFile(file, [
			'no-resolv',
			'no-hosts',
			'listen-address=127.0.0.1',
			'bind-interfaces',
			`port=${port}`,
			`local-ttl=${ttlSeconds}`,
			`auth-ttl=${ttlSeconds}`,
			'local=/test/',
			'host-record=ready.test,127.0.0.1',
			...Object.entries(addresses).flatMap(([name, list]) => list.map(one => `host-record=${name},${one}`)),
			...Object.entries(services).flatMap(([name, list]) => list.map(one => `srv-host=${name},${one}`)),
			'',
		].join('\n'));
		const child = spawn('dnsmasq', ['--keep-in-foreground', `--conf-file=${file}`, '--user=', '--pid-file='], {stdio: ['ignore', 'ignore', 'pipe']});
		let errors = '';
		child.stderr.on('data', chunk => {
			errors += String(chunk);
		});
		const ended = once(child, 'close');
		stop = async () => {
			child.kill('SIGKILL');
			await ended;
		};

		const deadline = performance.now() + 5000;
		/* eslint-disable no-await-in-loop -- It says nowhere that it is ready. */
		for (;;) {
			const isReady = await resolver.resolve4('ready.test').then(() => true).catch(() => false);
			if (isReady) {
				return;
			}

			assert.ok(child.exitCode === null && performance.now() < deadline, `dnsmasq does not serve: ${errors}`);
			await delay(10);
		}
		/* eslint-enable no-await-in-loop */
	};

	await start(records);
	t.after(async () => stop());
	return {
		address,
		async change(next) {
			await stop();
			stop = async () => {};
			if (next) {
				await start(next);
			}
		},
	};
};
