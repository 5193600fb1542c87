import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';
import type {TestContext} from 'node:test';

/** Listens with the shortest possible queue, and never takes a connection out of it. */
const stalledListener = `
	const {createServer} = require('node:net');
	const {parentPort} = require('node:worker_threads');
	const server = createServer();
	server.listen({port: 0, host: '127.0.0.1', backlog: 1}, () => {
		parentPort.postMessage(server.address().port);
		setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
	});
`;

/** Longer than a connection over loopback takes. */
const patienceMs = 100;

/** A url on loopback to which connections are neither made nor refused. Ended with the test. */
export const startUnreachableBackend = async (t: TestContext): Promise<string> => {
	const worker = new Worker(stalledListener, {eval: true});
	const [port] = await once(worker, 'message') as [number];
	const sockets: Socket[] = [];
	t.after(async () => {
		for (const socket of sockets) {
			socket.destroy();
		}

		await worker.terminate();
	});
	for (let isFull = false; !isFull;) {
		const socket = connect(port, '127.0.0.1');
		socket.on('error', () => {});
		sockets.push(socket);
		// eslint-disable-next-line no-await-in-loop -- Until the kernel's queue is full.
		isFull = await Promise.race([once(socket, 'connect').then(() => false), delay(patienceMs, true)]);
	}

	return `http://127.0.0.1:${port}`;
};
