import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {startAdminServer, type AdminServer} from '../../source/admin/admin-server.js';
import {FakeControl} from '../helpers/fake-control.js';
import {send} from '../helpers/http-client.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const start = async (socketPath: string): Promise<AdminServer> =>
	startAdminServer({control: new FakeControl(), host: '127.0.0.1', port: 0, socketPath, token: 'right-token', version: '1', onError() {}});

test('a Unix socket serves its user alone, without a token, and goes with the program', async t => {
	const socketPath = path.join(await temporaryDirectory(t), 'admin.sock');
	const server = await start(socketPath);
	assert.equal((await stat(socketPath)).mode & 0o777, 0o600); // eslint-disable-line no-bitwise -- The mode is made of bits.
	assert.equal((await send(0, {socketPath, path: '/status'})).status, 200);
	assert.equal((await send(0, {socketPath, path: '/status', headers: {origin: 'https://evil.example'}})).status, 403);
	await server.close(0);
	await assert.rejects(stat(socketPath), {code: 'ENOENT'});
});

test('a socket that was left behind is replaced, one that serves and a file are not', async t => {
	const directory = await temporaryDirectory(t);
	const socketPath = path.join(directory, 'admin.sock');
	// Killed, a process leaves its socket behind.
	spawnSync(process.execPath, ['-e', `require('net').createServer().listen(${JSON.stringify(socketPath)}, () => process.kill(process.pid, 'SIGKILL'))`]);
	assert.ok((await stat(socketPath)).isSocket());
	const server = await start(socketPath);
	t.after(async () => server.close(0));
	await assert.rejects(start(socketPath), {code: 'EADDRINUSE'});
	assert.equal((await send(0, {socketPath, path: '/livez'})).status, 200);

	const file = path.join(directory, 'notes.txt');
	await writeFile(file, 'mine');
	await assert.rejects(start(file), {code: 'EADDRINUSE'});
	assert.ok((await stat(file)).isFile());
});
