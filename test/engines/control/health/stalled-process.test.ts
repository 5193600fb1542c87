import assert from 'node:assert/strict';
import {once} from 'node:events';
import {setImmediate as eventLoopTurn} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';
import test, {type TestContext} from 'node:test';
import {defaultExpected} from '../../../../source/model/expected-status.js';
import {createHttpProbe} from '../../../../source/engines/control/health/probe.js';

const timeoutMs = 200;

/** A backend that goes on while this thread stands still. It answers after a pause, or never when there is none. */
const backendInThread = String.raw`
	const {createServer} = require('node:net');
	const {parentPort, workerData} = require('node:worker_threads');
	const server = createServer(socket => {
		socket.on('error', () => undefined);
		socket.once('data', () => {
			Atomics.store(workerData.asked, 0, 1);

			if (workerData.pauseMs !== undefined) {
				setTimeout(() => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'), workerData.pauseMs);
			}
		});
	});
	server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const standStill = (durationMs: number) => {
	const end = performance.now() + durationMs;

	while (performance.now() < end) {
		// Nothing else may run meanwhile.
	}
};

/** Probes the backend, and stops the event loop as soon as the backend has the request. */
const probeThenStall = async (t: TestContext, {stallMs, pauseMs}: {stallMs: number; pauseMs?: number}) => {
	const asked = new Int32Array(new SharedArrayBuffer(4));
	const worker = new Worker(backendInThread, {eval: true, workerData: {asked, pauseMs}});
	t.after(async () => worker.terminate());
	const [port] = await once(worker, 'message') as [number];

	const result = createHttpProbe('0.0.0')({
		url: `http://127.0.0.1:${port}`,
		path: '/',
		timeoutMs,
		expected: defaultExpected,
	}, new AbortController().signal);

	while (Atomics.load(asked, 0) === 0) {
		// eslint-disable-next-line no-await-in-loop -- The request leaves in one of the next turns.
		await eventLoopTurn();
	}

	standStill(stallMs);
	return result;
};

test('an answer that lay ready when the time was up counts, however late it is read', async t => {
	const {verdict, reason} = await probeThenStall(t, {stallMs: timeoutMs + 1000, pauseMs: 20});
	assert.deepEqual([verdict, reason], ['passed', '200 OK']);
});

test('a missing response after a long stall is no failure', async t => {
	const {verdict} = await probeThenStall(t, {stallMs: timeoutMs + 600});
	assert.equal(verdict, 'inconclusive');
});

test('no answer after a short stall is a failure', async t => {
	const {verdict, reason} = await probeThenStall(t, {stallMs: timeoutMs + 50});
	assert.deepEqual([verdict, reason], ['failed', 'no response in 200 ms']);
});
