import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, constants, openSync, readSync} from 'node:fs';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {send, sendMany} from '../helpers/http-client.js';
import {cleanEnvironment, type LogLine, programArguments, startProgram} from '../helpers/program.js';
import {startProxy} from '../helpers/running-proxy.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const skip = process.platform === 'linux' ? false : 'needs FIFOs and devices as Linux has them';
const flags = ['--no-save', '--threads=2', '--rate-limit=0', '--health-interval=1h'];
const patienceMs = 10_000;

const startBackend = async (t: TestContext): Promise<string> => {
	const backend = await startHttpBackend((_request, response) => {
		response.end('well');
	});
	t.after(async () => backend.close());
	return backend.url;
};

const makeFifo = async (t: TestContext): Promise<string> => {
	const fifo = path.join(await temporaryDirectory(t), 'fifo');
	assert.equal(spawnSync('mkfifo', [fifo]).status, 0);
	return fifo;
};

/** Opens the reading end without waiting for the other one. */
const openReader = (t: TestContext, fifo: string): {read(): string; close(): void} => {
	const fd = openSync(fifo, constants.O_RDONLY + constants.O_NONBLOCK);
	let isOpen = true;
	const close = (): void => {
		if (isOpen) {
			isOpen = false;
			closeSync(fd);
		}
	};

	t.after(close);
	const bytes = new Uint8Array(65_536);
	let text = '';
	return {
		read() {
			try {
				text += new TextDecoder().decode(bytes.subarray(0, readSync(fd, bytes)));
			} catch {
				// There is nothing to be read yet.
			}

			return text;
		},
		close,
	};
};

test('a FIFO never blocks: without a reader lines are lost and reported, with one they arrive, and shutdown waits for none', {skip}, async t => {
	const url = await startBackend(t);
	const fifo = await makeFifo(t);
	const {program, port, adminPort} = await startProgram(t, [...flags, `--access-log=${fifo}`, url]);
	const change = async (accessLog: string | null): Promise<number> => {
		const {status} = await send(adminPort, {method: 'PATCH', path: '/settings', headers: {'content-type': 'application/json'}}, JSON.stringify({accessLog}));
		return status;
	};

	assert.equal((await send(port, {path: '/lost'})).status, 200);
	await program.line(({message}) => message.startsWith('1 access log lines were lost: nothing reads the log'));
	assert.deepEqual([await change('off'), await change(fifo)], [200, 200]);

	const first = openReader(t, fifo);
	await t.waitFor(async () => {
		assert.equal((await send(port, {path: '/seen'})).status, 200);
		assert.match(first.read(), /"target":"\/seen"/v);
	}, {timeout: patienceMs});
	assert.doesNotMatch(first.read(), /\/lost/v);
	program.kill('SIGUSR2');
	first.close();
	assert.equal((await send(port, {path: '/gone'})).status, 200);
	await program.line(({message}) => message.includes('the reader of the log has gone') || message.includes('lost: nothing reads the log'));

	// One that is there and does not read, until the pipe is full.
	const second = openReader(t, fifo);
	assert.deepEqual(await sendMany(port, 1000, 20, {path: `/${'x'.repeat(500)}`}), new Map([[200, 1000]]));
	assert.match(second.read(), /"target":"\/xxx/v);
	program.kill('SIGTERM');
	assert.deepEqual(await program.exited, {code: 0, signal: null});
});

test('the program takes a FIFO that nothing reads while it runs, and leaves from there', {skip}, async t => {
	const url = await startBackend(t);
	const fifo = await makeFifo(t);
	const proxy = await startProxy({urls: [url], flags: ['--threads=2']});
	t.after(proxy.stop);
	await proxy.control.updateSettings({accessLog: fifo});
	assert.equal((await send(proxy.port)).status, 200);
	await proxy.control.updateSettings({accessLog: null});
	await proxy.control.updateSettings({accessLog: fifo});
	assert.equal((await send(proxy.port)).status, 200);
});

test('what can be no log is refused, and what takes lines in its own way is not', {skip}, async t => {
	const url = await startBackend(t);
	const directory = await temporaryDirectory(t);
	const socket = path.join(directory, 'socket');
	const server = net.createServer().listen(socket);
	await once(server, 'listening');
	t.after(() => {
		server.close();
	});
	const proxy = await startProxy({urls: [url]});
	t.after(proxy.stop);
	const refusals = [[socket, /it is a socket/v], [directory, /directory/v], [path.join(directory, 'none/log'), /no such file/v]] as const;
	for (const [accessLog, message] of refusals) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		await assert.rejects(proxy.control.updateSettings({accessLog, retries: 7}), {code: 'invalid_setting', message});
	}

	assert.equal(proxy.control.settings().find(({name}) => name === 'retries')!.value, 2, 'all or none');
	for (const accessLog of ['/dev/null', '/dev/full', path.join(directory, 'log')]) {
		// eslint-disable-next-line no-await-in-loop -- In turn.
		await proxy.control.updateSettings({accessLog});
		// eslint-disable-next-line no-await-in-loop -- In turn.
		assert.equal((await send(proxy.port)).status, 200);
	}

	await t.waitFor(async () => {
		assert.match(await fs.readFile(path.join(directory, 'log'), 'utf8'), /"status":200/v);
	}, {timeout: patienceMs});
});

test('the reader of a named FIFO sees no end of file', {skip}, async t => {
	const url = await startBackend(t);
	const fifo = await makeFifo(t);
	const reader = spawn('cat', [fifo], {stdio: ['ignore', 'pipe', 'inherit']});
	t.after(() => {
		reader.kill('SIGKILL');
	});
	let text = '';
	reader.stdout.on('data', chunk => {
		text += String(chunk);
	});
	const proxy = await startProxy({urls: [url], flags: [`--access-log=${fifo}`]});
	t.after(proxy.stop);
	await t.waitFor(async () => {
		await send(proxy.port, {path: '/seen'});
		assert.match(text, /"target":"\/seen"/v);
	}, {timeout: patienceMs});
});

test('a standard output that nothing reads holds up neither traffic nor leaving', {skip}, async t => {
	const url = await startBackend(t);
	const home = await temporaryDirectory(t);
	// A socket, as a service manager gives: writes to it wait, and each worker has one that does.
	const program = spawn(process.execPath, [...programArguments, '--headless', '--port=0', '--admin-port=0', '--host=127.0.0.1', ...flags, url], {
		stdio: ['ignore', 'pipe', 'inherit'], env: cleanEnvironment(home),
	});
	t.after(() => {
		program.kill('SIGKILL');
	});
	const exited = once(program, 'exit');
	const [chunk] = await once(program.stdout, 'data') as [Uint8Array];
	program.stdout.pause();
	const {proxy, admin} = JSON.parse(String(chunk).split('\n', 1)[0]!) as LogLine;
	const options = {path: `/${'x'.repeat(2000)}`};
	const unread = 2000;
	assert.deepEqual(await sendMany(proxy!.port, unread, 20, options), new Map([[200, unread]]));
	assert.equal((await send(admin!.port, {path: '/status'})).status, 200);
	program.kill('SIGTERM');
	assert.deepEqual(await exited, [0, null]);
});
