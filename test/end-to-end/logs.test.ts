import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import type {RequestOptions} from 'node:http';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startProxy} from '../helpers/running-proxy.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

test('the access log continues in a new file after rotation; the log names the actor of each change', async t => {
	const directory = await temporaryDirectory(t);
	const file = path.join(directory, 'access.log');
	const targetsIn = async (name: string): Promise<readonly string[]> => {
		const text = await fs.readFile(path.join(directory, name), 'utf8');
		return text.split('\n').filter(Boolean).map(line => / "GET (?<target>\S+) HTTP\/1\.1" 200 4 "-" "test"$/v.exec(line)!.groups!['target']!).toSorted();
	};

	const backend = await startHttpBackend((_request, response) => {
		response.end('well');
	});
	t.after(async () => backend.close());
	const socketPath = path.join(directory, 'admin.sock');
	const {program, port, adminPort} = await startProgram(t, [
		`--admin-socket=${socketPath}`, '--admin-token=right', '--no-save', '--threads=1', '--rate-limit=0', `--access-log=${file}`, '--access-log-format=combined', '--redact=token', '--log-level=warn', backend.url,
	]);
	const ask = async (target: string) => send(port, {path: target, headers: {'user-agent': 'test'}});
	const rounds = [['access.log.1', 'SIGUSR2'], ['access.log.2', 'SIGHUP']] as const;
	for (const [moved, signal] of rounds) {
		/* eslint-disable no-await-in-loop -- one rotation after the other */
		await Promise.all([1, 2, 3, 4].map(async number => ask(`/${number}?token=secret`)));
		await t.waitFor(async () => {
			assert.deepEqual(await targetsIn('access.log'), [1, 2, 3, 4].map(number => `/${number}?token=***`));
		}, {timeout: 10_000});
		await fs.rename(file, path.join(directory, moved));
		program.kill(signal);
		await t.waitFor(async () => fs.access(file), {timeout: 10_000});
		/* eslint-enable no-await-in-loop */
	}

	await t.waitFor(async () => {
		await ask('/last');
		assert.ok((await targetsIn('access.log')).includes('/last'));
	}, {timeout: 10_000});
	assert.equal((await targetsIn('access.log.1')).length, 4);
	// Whatever the level, the first line says where it serves; requests are in the file.
	assert.deepEqual(program.lines.map(({message}) => message), ['listening']);

	const change = async (settings: unknown, options: RequestOptions) => {
		const {status} = await send(adminPort, {path: '/settings', method: 'PATCH', ...options, headers: {'content-type': 'application/json', ...options.headers}}, JSON.stringify(settings));
		return status;
	};

	assert.equal(await change({logLevel: 'info'}, {socketPath}), 200);
	assert.equal(await change({policy: 'first'}, {}), 401);
	assert.equal(await change({policy: 'first', redact: ['s3cret']}, {headers: {authorization: 'Bearer right'}}), 200);
	program.kill('SIGTERM');
	assert.equal((await program.exited).code, 0);
	assert.deepEqual(program.lines.filter(({message}) => message === 'command').map(({level, by, what}) => [level, by, what]), [
		['info', 'the Unix socket', 'Changed logLevel to info'],
		['info', '127.0.0.1 with the admin token', 'Changed policy to first, redact'],
	]);
});

test('lost lines of the access log are reported, and delay no response', {skip: process.platform === 'linux' ? false : 'needs a device that is always full'}, async t => {
	const backend = await startHttpBackend((_request, response) => {
		response.end('well');
	});
	t.after(async () => backend.close());
	const proxy = await startProxy({urls: [backend.url], flags: ['--access-log=/dev/full']});
	t.after(proxy.stop);
	let lost = 0;
	const allLost = new Promise<void>(resolve => {
		proxy.control.subscribe(event => {
			lost += event.type === 'warning' && event.warning.type === 'access-log-lost' ? event.warning.lines : 0;
			if (lost === 5) {
				resolve();
			}
		});
	});
	for (let count = 0; count < 5; count++) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		assert.equal((await send(proxy.port)).status, 200);
	}

	await allLost;
});
