import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import {policies, type Policy} from '../../source/model/pool.js';
import {send, sendMany} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {sharesHold} from '../proxy/balancer/chi-square.js';

const healthPath = '/health';
const weights = [1, 2, 3];
const exchanges = 1500;

/** Backends that count what clients ask for, and the program with two threads in front of them. */
const start = async (t: TestContext) => {
	const served = weights.map(() => 0);
	const backends = await Promise.all(weights.map(async (_, index) => startHttpBackend(({url}, response) => {
		served[index]! += url === healthPath ? 0 : 1;
		response.end('ok');
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close())));
	const {port, adminPort, program} = await startProgram(t, ['--threads=2', '--rate-limit=0', '--access-log=off', `--health-path=${healthPath}`]);
	const steer = async (method: string, path: string, body: unknown) => {
		const {status} = await send(adminPort, {method, path, headers: {'content-type': 'application/json'}}, JSON.stringify(body));
		assert.ok(status === 200 || status === 201, `${method} ${path}: ${status}`);
	};

	for (const [index, {url}] of backends.entries()) {
		// eslint-disable-next-line no-await-in-loop -- In this order they stand in the pool.
		await steer('POST', '/add', {url, weight: weights[index]!});
	}

	const count = async (requests = exchanges): Promise<number[]> => {
		served.fill(0);
		assert.deepEqual([...await sendMany(port, requests, 12)], [[200, requests]]);
		return [...served];
	};

	return {
		steer, count, served, program, port,
	};
};

const sharesOut = ({count, steer}: Awaited<ReturnType<typeof start>>, policy: Policy) => async (t: TestContext): Promise<void> => {
	await steer('PATCH', '/settings', {policy});
	const shares = policy === 'round-robin' ? [1, 1, 1] : weights;
	// What is slow and busy for a moment depends on the machine here, and is tested in step elsewhere; the others are exact or a sample.
	const tolerance = policy === 'least-connections' || policy === 'p2c' ? 0.35 : undefined;
	const all = await count();
	await steer('PATCH', '/backends/b2', {state: 'disabled'});
	const without = await count();
	await steer('PATCH', '/backends/b2', {state: 'active'});
	assert.ok(sharesHold(t, policy, all, shares, tolerance));
	assert.equal(without[1], 0);
	assert.ok(sharesHold(t, `${policy}, second off`, without.toSpliced(1, 1), shares.toSpliced(1, 1), tolerance));
	assert.ok(all.every(share => share > 0));
	if (policy === 'round-robin' || policy === 'weighted') {
		assert.deepEqual(all, policy === 'weighted' ? [250, 500, 750] : [500, 500, 500]);
	}
};

test('the policies over real sockets', async t => {
	const running = await start(t);
	const {steer, count, served, program, port} = running;
	for (const policy of ['round-robin', 'weighted', 'random', 'least-connections', 'p2c'] as const) {
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await t.test(`${policy} shares out real requests over two threads, also when a backend is taken off`, sharesOut(running, policy));
	}

	await t.test('ip-hash keeps a client at one backend, uri-hash a target, first fails over and back', async () => {
		await steer('PATCH', '/settings', {policy: 'ip-hash'});
		assert.deepEqual((await count(300)).toSorted((a, b) => a - b), [0, 0, 300]);
		await steer('PATCH', '/settings', {policy: 'uri-hash'});
		assert.deepEqual((await count(300)).toSorted((a, b) => a - b), [0, 0, 300]);
		served.fill(0);
		for (let item = 0; item < 60; item++) {
			// eslint-disable-next-line no-await-in-loop -- One after the other does.
			await send(port, {path: `/item/${item}`});
		}

		assert.ok(served.every(share => share > 0), served.join(' '));
		await steer('PATCH', '/settings', {policy: 'first'});
		assert.deepEqual(await count(100), [100, 0, 0]);
		await steer('PATCH', '/backends/b1', {state: 'disabled'});
		assert.deepEqual(await count(100), [0, 100, 0]);
		await steer('PATCH', '/backends/b1', {state: 'active'});
		assert.deepEqual(await count(100), [100, 0, 0]);
	});

	await t.test('every policy can be set while requests flow, and none is lost', async () => {
		await steer('PATCH', '/settings', {policy: policies[0]});
		const load = count(3000);
		for (const policy of [...policies.slice(1), policies[0]]) {
			// eslint-disable-next-line no-await-in-loop -- One change after the other.
			await steer('PATCH', '/settings', {policy});
		}

		await load;
		const wanted = [...policies.slice(1), policies[0]];
		await program.line(() => isDeepStrictEqual(program.lines.filter(({message}) => message === 'policy-changed').map(({to}) => to).slice(-wanted.length), wanted));
	});
});

test('a policy that was changed at run time is in force the next time, unless a flag says otherwise', async t => {
	const home = await temporaryDirectory(t);
	const policyAt = async (adminPort: number): Promise<unknown> => (JSON.parse((await send(adminPort, {path: '/status'})).body) as {policy: unknown}).policy;
	const first = await startProgram(t, [], home);
	await send(first.adminPort, {method: 'PATCH', path: '/settings', headers: {'content-type': 'application/json'}}, JSON.stringify({policy: 'p2c'}));
	first.program.kill('SIGTERM');
	await first.program.exited;
	const second = await startProgram(t, [], home);
	assert.equal(await policyAt(second.adminPort), 'p2c');
	const third = await startProgram(t, ['--policy=first'], home);
	assert.equal(await policyAt(third.adminPort), 'first');
});
