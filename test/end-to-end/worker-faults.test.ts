import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {faultyWorkers} from '../helpers/faulty-workers.js';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

/** Most faults are those of node:http's requests. */
const general = '--fast-lane=off';

const start = async (t: TestContext, flags: readonly string[], nodeArguments: readonly string[] = []) => {
	const backend = await startHttpBackend((request, response) => {
		request.resume();
		response.flushHeaders();
		response.end(request.url === '/answer' ? 'unwritable' : 'x');
	});
	t.after(backend.close);
	const directory = await temporaryDirectory(t);
	return startProgram(t, ['--rate-limit=0', '--access-log=off', '--no-save', ...flags, backend.url], directory, [...await faultyWorkers(directory), ...nodeArguments]);
};

/** What it was answered, or that the connection broke. */
const statusOf = async (port: number, path: string): Promise<number | 'broken'> => {
	try {
		return (await send(port, {path, agent: false})).status;
	} catch {
		return 'broken';
	}
};

/** A worker that has just been replaced does not listen yet. */
const untilServed = async (port: number): Promise<void> => {
	while (await statusOf(port, '/') !== 200) { // eslint-disable-line no-await-in-loop -- One after the other.
		await setTimeout(20); // eslint-disable-line no-await-in-loop -- One after the other.
	}
};

for (const path of ['/spin', '/backtrack', '/microtasks', '/ticks']) {
	test(`a worker that hangs (${path}) is replaced, and it is said why`, async t => {
		const {program, port, adminPort} = await start(t, [general, '--threads=1', '--worker-timeout=2s']);
		assert.equal(await statusOf(port, '/'), 200);
		const hanging = statusOf(port, path);
		const line = await program.message('worker-restarted');
		assert.deepEqual([line['level'], line['worker'], line['reason']], ['error', 0, 'it was blocked for 2 s']);
		assert.equal(await hanging, 'broken');
		await untilServed(port);
		// The request that has just been answered may count a moment longer than its client waits.
		await t.waitFor(async () => {
			const {totals, backends} = JSON.parse((await send(adminPort, {path: '/status'})).body) as {totals: {in_flight: number}; backends: Array<{current_connections: number}>};
			assert.deepEqual([totals.in_flight, backends[0]!.current_connections], [0, 0]);
		}, {timeout: 20_000});
		assert.match((await send(adminPort, {path: '/metrics'})).body, /^proxy_tui_worker_restarts_total 1$/mv);
	});
}

test('a worker that is held by a call of the system is replaced as well, and holds up no command', async t => {
	const {program, port, adminPort} = await start(t, [general, '--threads=2', '--worker-timeout=2s']);
	const hanging = statusOf(port, '/call');
	const {reason} = await program.message('worker-restarted');
	assert.equal(reason, 'it was blocked for 2 s and cannot be ended; connections it accepts wait until proxy-tui is restarted');
	const body = JSON.stringify({policy: 'first'});
	assert.equal((await send(adminPort, {method: 'PATCH', path: '/settings', headers: {'content-type': 'application/json'}}, body)).status, 200);
	const {totals} = JSON.parse((await send(adminPort, {path: '/status'})).body) as {totals: {in_flight: number}};
	assert.equal(totals.in_flight, 0);
	program.kill('SIGTERM');
	assert.deepEqual(await program.exited, {code: 0, signal: null});
	assert.equal(await hanging, 'broken');
});

test('a worker whose heap grows without end is replaced before the machine suffers', async t => {
	const {program, port} = await start(t, [general, '--threads=1', '--worker-timeout=0s'], ['--max-old-space-size=300']);
	const leaking = statusOf(port, '/leak');
	let most = 0;
	const look = async (): Promise<void> => {
		const status = await readFile(`/proc/${program.pid}/status`, 'utf8').catch(() => '');
		most = Math.max(most, Number(/^VmRSS:\s+(?<kilobytes>\d+)/mv.exec(status)?.groups?.['kilobytes'] ?? 0));
	};

	const watch = setInterval(() => {
		void look();
	}, 50);
	t.after(() => {
		clearInterval(watch);
	});
	const line = await program.message('worker-restarted', 120_000);
	assert.match(String(line['reason']), /memory/v);
	await leaking;
	await untilServed(port);
	assert.ok(process.platform !== 'linux' || (most > 0 && most < 2_000_000), `${most} kB were in RAM`);
});

test('a worker that pauses for less is left alone', async t => {
	const {program, port} = await start(t, [general, '--threads=1', '--worker-timeout=60s']);
	assert.equal(await statusOf(port, '/pause'), 200);
	assert.equal(await statusOf(port, '/'), 200);
	assert.equal(program.lines.some(({message}) => message === 'worker-restarted'), false);
});

test('a program that was stopped for longer than that loses no worker', async t => {
	const {program, port} = await start(t, [general, '--threads=2', '--worker-timeout=1s']);
	program.kill('SIGSTOP');
	await setTimeout(4000);
	program.kill('SIGCONT');
	assert.equal(await statusOf(port, '/'), 200);
	await setTimeout(2500);
	assert.equal(await statusOf(port, '/'), 200);
	assert.equal(program.lines.some(({message}) => message === 'worker-restarted'), false);
});

test('a worker that hangs does not keep the program from leaving', async t => {
	const {program, port} = await start(t, [general, '--threads=1', '--worker-timeout=0s', '--shutdown-timeout=1s']);
	const hanging = statusOf(port, '/spin');
	// Nothing tells that it hangs: a request that waits does, once it has been accepted by no one for a while.
	await Promise.race([statusOf(port, '/'), setTimeout(1000)]);
	program.kill('SIGTERM');
	assert.deepEqual(await program.exited, {code: 0, signal: null});
	assert.equal(await hanging, 'broken');
});

test('what goes wrong with one exchange of the fast lane ends that one alone', async t => {
	const {program, port, adminPort} = await start(t, ['--threads=1']);
	const status = async (path: string, options: Readonly<Record<string, unknown>> = {}, body = ''): Promise<number | 'broken'> =>
		send(port, {path, agent: false, ...options}, body).then(({status: code}) => code).catch(() => 'broken' as const);
	assert.equal(await status('/', {headers: {'x-fault': 'unwritable'}}), 500);
	// Whether its head was on the way already is up to the reads in which it came.
	const answered = await status('/answer');
	assert.ok(answered === 'broken' || answered === 500, String(answered));
	assert.equal(await status('/', {method: 'POST'}, 'unwritable'), 500);
	assert.equal(await status('/'), 200);
	assert.equal(program.lines.some(({message}) => message === 'worker-restarted'), false);
	const {totals, backends} = JSON.parse((await send(adminPort, {path: '/status'})).body) as {totals: {in_flight: number}; backends: Array<{current_connections: number}>};
	assert.deepEqual([totals.in_flight, backends[0]!.current_connections], [0, 0]);
});
