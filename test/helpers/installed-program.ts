import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import process from 'node:process';
import type {TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {acceptsConnections} from './accepts-connections.js';

/** Debian keeps servers where not every user's PATH leads. */
const env = {...process.env, PATH: `${process.env['PATH']}:/usr/sbin`};

/** Whether a program of Debian is installed. Where nothing may be left out, it has to be. */
export const isInstalled = (program: string, debianPackage: string): boolean => {
	const isHere = spawnSync(program, ['-v'], {env}).error === undefined;
	assert.ok(isHere || process.env['CI'] === undefined, `${program} is missing; install ${debianPackage}`);
	return isHere;
};

/** Free ports of loopback, all different. */
export const freePorts = async (count: number): Promise<number[]> => {
	const servers = Array.from({length: count}, () => createServer().listen(0, '127.0.0.1'));
	await Promise.all(servers.map(async server => once(server, 'listening')));
	const ports = servers.map(server => (server.address() as AddressInfo).port);
	await Promise.all(servers.map(async server => once(server.close(), 'close')));
	return ports;
};

/** Starts a server for as long as the test lasts; resolves once these ports accept connections. */
export const startInstalled = async (t: Pick<TestContext, 'after'>, command: readonly [string, ...string[]], ports: readonly number[]): Promise<void> => {
	const [program, ...options] = command;
	const child = spawn(program, options, {stdio: ['ignore', 'pipe', 'pipe'], env});
	let output = '';
	const keep = (chunk: unknown): void => {
		output += String(chunk);
	};

	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	const ended = once(child, 'close');
	t.after(async () => {
		child.kill('SIGKILL');
		await ended;
	});
	const deadline = performance.now() + 10_000;
	for (const port of ports) {
		// eslint-disable-next-line no-await-in-loop -- It says nowhere that it is ready.
		while (!await acceptsConnections(port)) {
			assert.ok(child.exitCode === null && performance.now() < deadline, `${program} does not serve: ${output}`);
			// eslint-disable-next-line no-await-in-loop
			await delay(10);
		}
	}
};
