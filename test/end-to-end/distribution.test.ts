import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import type {ServerResponse} from 'node:http';
import test, {type TestContext} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import {policies, type Policy} from '../../source/model/pool.js';
import {type Answer, send, sendMany} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startHttpBackend} from '../helpers/scripted-backend.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {sharesHold} from '../engines/threads/data-plane/balancer/chi-square.js';

const healthPath = '/health';
const weights = [1, 2, 3];
const exchanges = 600;

/** Backends that count what clients ask for, and the program with two threads in front of them. `/held` is answered when the test says so. */
const start = async (t: TestContext) => {
	const served = weights.map(() => 0);
	const held: ServerResponse[] = [];
	const arrivals = new EventEmitter();
	const backends = await Promise.all(weights.map(async (_, index) => startHttpBackend(({url}, response) => {
		served[index]! += url === healthPath ? 0 : 1;
		if (url === '/held') {
			held.push(response);
			arrivals.emit('held');
		} else {
			response.end('ok');
		}
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

	/** One request after the other, each when the one before has arrived; how often each backend got one. */
	const hold = async (requests: number, answers: Array<Promise<Answer>>): Promise<number[]> => {
		served.fill(0);
		for (let request = 0; request < requests; request++) {
			const arrived = once(arrivals, 'held');
			answers.push(send(port, {path: '/held'}));
			// eslint-disable-next-line no-await-in-loop -- The next is chosen for by what this one has changed.
			await arrived;
		}

		return [...served];
	};

	const release = (): void => {
		for (const response of held.splice(0)) {
			response.end('ok');
		}
	};

	return {
		steer, count, hold, release, served, program, port,
	};
};

const sharesOut = ({count, steer}: Awaited<ReturnType<typeof start>>, policy: Policy) => async (t: TestContext): Promise<void> => {
	await steer('PATCH', '/settings', {policy});
	const shares = policy === 'round-robin' ? [1, 1, 1] : weights;
	const all = await count();
	await steer('PATCH', '/backends/b2', {state: 'disabled'});
	const without = await count();
	await steer('PATCH', '/backends/b2', {state: 'active'});
	assert.ok(sharesHold(t, policy, all, shares));
	assert.equal(without[1], 0);
	assert.ok(sharesHold(t, `${policy}, second off`, without.toSpliced(1, 1), shares.toSpliced(1, 1)));
	assert.ok(all.every(share => share > 0));
	if (policy === 'round-robin' || policy === 'weighted') {
		assert.deepEqual(all, policy === 'weighted' ? [100, 200, 300] : [200, 200, 200]);
	}
};

/**
What is in flight decides, so nothing is answered meanwhile: how fast this machine is at the moment must not matter.

@param running
@param policy
@param tolerance - Share of all that each may be off.
*/
const loadOut = ({hold, release, steer}: Awaited<ReturnType<typeof start>>, policy: Policy, tolerance: number) => async (t: TestContext): Promise<void> => {
	await steer('PATCH', '/settings', {policy});
	const answers: Array<Promise<Answer>> = [];
	const all = await hold(36, answers);
	await steer('PATCH', '/backends/b2', {state: 'disabled'});
	const more = await hold(12, answers);
	release();
	assert.deepEqual((await Promise.all(answers)).filter(({status}) => status !== 200), [], 'those in flight at the one that was taken off are answered, too');
	await steer('PATCH', '/backends/b2', {state: 'active'});
	assert.ok(sharesHold(t, policy, all, weights, tolerance));
	assert.equal(more[1], 0);
	assert.ok(sharesHold(t, `${policy}, second off`, [all[0]! + more[0]!, all[2]! + more[2]!], [1, 3], tolerance));
};

test('the policies over real sockets', async t => {
	const running = await start(t);
	const {steer, count, served, program, port} = running;
	// While no backend has answered, the load alone decides. Of two that are drawn from three the better one is not always the best.
	await t.test('p2c keeps the load of real requests near the weights over two threads', loadOut(running, 'p2c', 0.17));
	await t.test('least-connections keeps the load of real requests at the weights over two threads', loadOut(running, 'least-connections', 0));
	for (const policy of ['round-robin', 'weighted', 'random'] as const) {
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
		const load = count(1500);
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
