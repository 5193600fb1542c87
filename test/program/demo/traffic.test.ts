import assert from 'node:assert/strict';
import type {IncomingMessage} from 'node:http';
import test, {type TestContext} from 'node:test';
import {setImmediate as eventLoopTurn} from 'node:timers/promises';
import {createRandom} from '../../../source/program/demo/random-numbers.js';
import {findRoute} from '../../../source/program/demo/demo-routes.js';
import {startTraffic} from '../../../source/program/demo/traffic.js';
import {answer, hang} from '../../helpers/backend-scripts.js';
import {
	refusedPort,
	startBackend,
	startHttpBackend,
	type Script,
} from '../../helpers/scripted-backend.js';

/** Longer than any gap between two requests. */
const tickMs = 200;

/** Traffic whose gaps pass at once: a request or two with each turn of the event loop. */
const startFastTraffic = (t: TestContext, port: number) => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const stop = startTraffic({
		host: '127.0.0.1',
		port,
		rateLimit: 0,
		random: createRandom(1),
	});
	t.after(stop);

	const passUntil = async (isEnough: () => boolean) => {
		while (!isEnough()) {
			t.mock.timers.tick(tickMs);
			// eslint-disable-next-line no-await-in-loop -- The sockets have their turns between the gaps.
			await eventLoopTurn();
		}
	};

	return {
		stop,
		passUntil,
		async pass(ticks: number) {
			let passed = 0;
			await passUntil(() => {
				passed += 1;
				return passed > ticks;
			});
		},
	};
};

const backendFor = async (t: TestContext, script: Script) => {
	const backend = await startBackend(script);
	t.after(backend.close);
	return backend;
};

const recordingBackend = async (t: TestContext) => {
	const requests: IncomingMessage[] = [];
	const backend = await startHttpBackend((request, response) => {
		requests.push(request);
		request.resume();
		response.end();
	});
	t.after(backend.close);
	return {...backend, requests};
};

test('sends what the backends know, over a few connections that are kept', async t => {
	const {port, requests} = await recordingBackend(t);
	const {passUntil} = startFastTraffic(t, port);
	await passUntil(() => requests.length >= 200);
	assert.ok(new Set(requests.map(({socket}) => socket)).size <= 8);
	assert.deepEqual(requests.filter(({method, url}) => !findRoute(method!, url!)), []);
	assert.ok(new Set(requests.map(({method}) => method)).size >= 4);
	assert.ok(new Set(requests.map(({url}) => url)).size >= 50);
});

test('asks with If-None-Match where 304 is the answer', async t => {
	const {port, requests} = await recordingBackend(t);
	const {passUntil} = startFastTraffic(t, port);
	const conditional = () => requests.find(({url}) => url === '/assets/app.js');
	await passUntil(() => conditional() !== undefined);
	assert.equal(conditional()?.headers['if-none-match'], '"demo"');
});

test('goes on whatever comes back', async t => {
	const backend = await backendFor(t, answer('rubbish\r\n\r\n'));
	const {passUntil} = startFastTraffic(t, backend.port);
	await passUntil(() => backend.connections.length >= 20);
	backend.setScript(({socket}) => {
		socket.resetAndDestroy();
	});
	await passUntil(() => backend.connections.length >= 40);
	assert.ok(backend.connections.length >= 40);
});

test('goes on while the proxy does not listen', async t => {
	const port = await refusedPort();
	const {pass, passUntil} = startFastTraffic(t, port);
	await pass(50);
	const backend = await startBackend(hang, {port});
	t.after(backend.close);
	await passUntil(() => backend.connections.length > 0);
	assert.ok(backend.connections.length > 0);
});

test('does not pile up on a proxy that hangs', async t => {
	const backend = await backendFor(t, hang);
	const {pass} = startFastTraffic(t, backend.port);
	await pass(300);
	assert.equal(backend.connections.length, 8);
});

test('stopping sends nothing more, but waits for the answers under way and then closes', async t => {
	const released = Promise.withResolvers<undefined>();
	const backend = await backendFor(t, async ({socket}) => {
		await released.promise;
		socket.write('HTTP/1.1 204 No Content\r\n\r\n');
	});
	const {stop, pass, passUntil} = startFastTraffic(t, backend.port);
	await passUntil(() => backend.connections.length > 0);
	stop();
	await pass(50);
	const {length} = backend.connections;
	await pass(50);
	assert.equal(backend.connections.length, length);
	assert.equal(backend.connections[0]!.socket.readyState, 'open');
	released.resolve(undefined);
	await Promise.all(backend.connections.map(async ({closed}) => closed));
});
