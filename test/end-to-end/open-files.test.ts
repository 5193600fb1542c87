import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {EventEmitter, once} from 'node:events';
import {connect, type Socket} from 'node:net';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {send} from '../helpers/http-client.js';
import {cleanEnvironment, programArguments, startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const skip = process.platform === 'linux' ? false : 'ulimit is another elsewhere';

/** Resolves once all are connected, or refused. */
const openMany = async (t: TestContext, port: number, count: number, bytes = ''): Promise<readonly Socket[]> => {
	const sockets: Socket[] = [];
	t.after(() => {
		for (const socket of sockets) {
			socket.destroy();
		}
	});
	await Promise.all(Array.from({length: count}, async () => {
		const socket = connect(port, '127.0.0.1');
		socket.resume();
		sockets.push(socket);
		socket.on('error', () => {});
		await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
		socket.write(bytes);
	}));
	return sockets;
};

for (const [openFiles, idle, flags] of [
	[1024, 1100, ['--threads=1']],
	[1024, 1100, ['--threads=4']],
	[1024, 1100, ['--threads=2', '--max-connections=5000']],
	[1024, 1100, ['--threads=2', '--max-connections=20']],
	[256, 400, ['--threads=2']],
] as const) {
	test(`${idle} idle connections at a limit of ${openFiles} files (${flags.join(' ')}) leave the admin API and health checks theirs`, {skip}, async t => {
		const checks = new EventEmitter();
		const backend = await startHttpBackend((request, response) => {
			checks.emit('check');
			request.resume();
			response.end('x');
		});
		t.after(backend.close);
		const {port, adminPort, program} = await startProgram(t, ['--rate-limit=0', '--access-log=off', '--no-save', '--health-interval=100ms', '--header-timeout=1h', ...flags, backend.url], undefined, [], openFiles);
		await openMany(t, port, idle);
		for (let round = 0; round < 5; round++) {
			/* eslint-disable no-await-in-loop -- One after the other. */
			await once(checks, 'check');
			const {status, body} = await send(adminPort, {path: '/status', agent: false});
			assert.equal(status, 200);
			assert.equal((JSON.parse(body) as {backends: Array<{health: string}>}).backends[0]!.health, 'healthy');
			/* eslint-enable no-await-in-loop */
		}

		assert.equal(program.lines.some(({message}) => message === 'worker-restarted'), false);
	});
}

test('as many requests at once as clients are served reach their backend at a low limit', {skip}, async t => {
	const waiting: Array<() => void> = [];
	const reached = Promise.withResolvers<void>();
	const backend = await startHttpBackend((request, response) => {
		request.resume();
		if (request.url !== '/held') {
			response.end();
			return;
		}

		waiting.push(() => {
			response.end('x');
		});
		if (waiting.length === 56) {
			reached.resolve();
		}
	});
	t.after(backend.close);
	const {port, adminPort, program} = await startProgram(t, ['--threads=2', '--max-connections=56', '--rate-limit=0', '--access-log=off', '--no-save', '--health-interval=1h', '--retries=0', backend.url], undefined, [], 256);
	await program.message('health-changed');
	await openMany(t, port, 200, 'GET /held HTTP/1.1\r\nHost: a\r\n\r\n');
	await reached.promise;
	assert.equal((await send(adminPort, {path: '/status', agent: false})).status, 200);
	for (const answer of waiting) {
		answer();
	}
});

test('a limit that is too low is reported at the start and by check', {skip}, async t => {
	const {program} = await startProgram(t, ['--threads=1', '--no-save'], undefined, [], 128);
	const line = await program.line(({message}) => message.includes('open files'));
	assert.deepEqual([line['level'], line.message.startsWith('The limit is 128 open files, which is enough for 16 client connections.')], ['warn', true]);

	const home = await temporaryDirectory(t);
	const check = (openFiles: number) => spawnSync('sh', ['-c', `ulimit -n ${openFiles} && exec "$@"`, 'sh', process.execPath, ...programArguments, 'check', '--threads=1'], {env: cleanEnvironment(home), cwd: home, encoding: 'utf8'});
	const low = check(128);
	assert.match(low.stderr, /^The limit is 128 open files/v);
	assert.match(low.stdout, /^maxConnections: 16 /mv);
	assert.equal(low.status, 0);
	assert.equal(check(4096).stderr, '');
});
