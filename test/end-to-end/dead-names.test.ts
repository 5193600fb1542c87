import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {send, sendMany} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const skip = process.platform === 'linux' ? false : 'needs FIFOs and look-ups as Linux has them';
const flags = ['--no-save', '--threads=2', '--rate-limit=0', '--access-log=off', '--connect-timeout=300ms', '--health-timeout=300ms', '--health-interval=300ms'];

/** Arguments for Node, with which look-ups of names without a dot never end: the system's list of aliases is a FIFO that nothing writes. */
const hangingLookups = async (t: TestContext): Promise<readonly string[]> => {
	const directory = await temporaryDirectory(t);
	const aliases = path.join(directory, 'aliases');
	assert.equal(spawnSync('mkfifo', [aliases]).status, 0);
	const environment = path.join(directory, 'environment');
	await writeFile(environment, `HOSTALIASES=${aliases}\n`);
	return [`--env-file=${environment}`];
};

const startBackend = async (t: TestContext): Promise<string> => {
	const backend = await startHttpBackend((_request, response) => {
		response.end('well');
	});
	t.after(async () => backend.close());
	return backend.url.replace('127.0.0.1', 'localhost');
};

test('names that are never answered for take no healthy backend down, and hold up neither the start nor the end', {skip}, async t => {
	const url = await startBackend(t);
	const dead = Array.from({length: 24}, (_, index) => `http://gone${index}`);
	const {program, port} = await startProgram(t, [...flags, url, ...dead], undefined, await hangingLookups(t));
	assert.deepEqual(await sendMany(port, 20, 10), new Map([[200, 20]]), 'before anything is known of them');
	for (const name of dead) {
		// eslint-disable-next-line no-await-in-loop -- Each has its line.
		const {reason} = await program.line(({message, backend, to}) => message === 'health-changed' && backend === name && to === 'unhealthy');
		assert.ok(String(reason).startsWith(`name resolution failed: ${name.slice('http://'.length)}`), String(reason));
	}

	assert.deepEqual(await sendMany(port, 200, 10), new Map([[200, 200]]));
	assert.deepEqual(program.lines.filter(({message, backend, to}) => message === 'health-changed' && backend === url && to !== 'healthy'), []);
	program.kill('SIGTERM');
	assert.deepEqual(await program.exited, {code: 0, signal: null});
});

test('a client gets 502 for a backend whose name is not resolved', {skip}, async t => {
	const {program, port} = await startProgram(t, [...flags.filter(flag => !flag.startsWith('--health')), '--health-interval=1h', 'http://gone'], undefined, await hangingLookups(t));
	const {status, body} = await send(port);
	assert.deepEqual([status, (JSON.parse(body) as {code: string}).code], [502, 'backend_unreachable']);
	const {reason} = await program.line(({message}) => message === 'health-changed');
	assert.match(String(reason), /^name resolution failed: gone/v);
});

test('a name that DNS does not answer for does not delay the first line', async t => {
	const silent = createSocket('udp4').bind(0, '127.0.0.1');
	await once(silent, 'listening');
	t.after(() => {
		silent.close();
	});
	const asked = once(silent, 'message');
	const {adminPort} = await startProgram(t, [...flags, `--dns-server=127.0.0.1:${silent.address().port}`, 'http+dns://gone.test:80']);
	await asked;
	const {body} = await send(adminPort, {path: '/status'});
	const {names} = JSON.parse(body) as {names: Array<{error: string | null}>};
	assert.equal(names[0]!.error, null, 'its look-up has not failed yet');
});
