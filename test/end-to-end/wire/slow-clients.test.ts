import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after, type TestContext} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import {answerEach} from '../../helpers/backend-scripts.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {shareProxy} from '../../helpers/shared-proxy.js';

const crowdSize = 1000;
const dripIntervalMs = 400;
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
/** Far longer than any takes; far shorter than those who drip would hold it up. */
const patienceMs = 1000;
/** Fewer than the log tells of at once. */
const normalRequests = 100;
/** So that they take as long as the others need to come. */
const normalPauseMs = 10;

const {proxy, backend, begin} = await shareProxy(['--threads=2', '--max-connections=5000', '--header-timeout=1s']);
after(proxy.stop);

/** Many clients that have begun in this way. */
const connectCrowd = async (size: number, beginning: string): Promise<Socket[]> => {
	const sockets = Array.from({length: size}, () => connect(proxy.port, '127.0.0.1'));
	await Promise.all(sockets.map(async socket => {
		socket.on('error', () => {});
		await once(socket, 'connect');
		socket.write(beginning);
	}));
	return sockets;
};

/** Does something while a thousand clients that have begun in this way send a byte now and then. */
const amidDripping = async (beginning: string, action: (crowd: readonly Socket[]) => Promise<void>): Promise<void> => {
	const crowd = await connectCrowd(crowdSize, beginning);
	const timer = setInterval(() => {
		for (const socket of crowd) {
			if (socket.writable) {
				socket.write('x');
			}
		}
	}, dripIntervalMs);
	for (const socket of crowd) {
		socket.resume();
	}

	try {
		await action(crowd);
	} finally {
		clearInterval(timer);
		for (const socket of crowd) {
			socket.destroy();
		}
	}
};

/** Whatever the others do: a normal client is answered every time, and does not wait for them. */
const assertUntouched = async (t: TestContext): Promise<void> => {
	const client = await proxy.connect();
	const durations: number[] = [];
	const statuses = new Set<number>();
	for (let request = 0; request < normalRequests; request++) {
		const startedAt = performance.now();
		client.send(get);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		const {status} = await client.response();
		durations.push(performance.now() - startedAt);
		statuses.add(status);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await delay(normalPauseMs);
	}

	const sorted = durations.toSorted((a, b) => a - b);
	const [median, nearlySlowest] = [0.5, 0.95].map(share => sorted[Math.trunc(sorted.length * share)]!);
	t.diagnostic(`median ${median!.toFixed(2)} ms, 95 % within ${nearlySlowest!.toFixed(1)} ms`);
	assert.deepEqual([...statuses], [200]);
	assert.ok(nearlySlowest! < patienceMs);
};

test('a thousand clients whose headers drip leave normal ones untouched, and are refused in time', async t => {
	await begin([answerEach(ok)]);
	const before = proxy.control.status().totals.responsesByClass[3];
	await amidDripping('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ', async crowd => {
		await assertUntouched(t);
		await Promise.all(crowd.map(async socket => socket.closed || once(socket, 'close')));
		await proxy.untilIdle();
	});
	assert.equal(proxy.control.status().totals.responsesByClass[3], before + crowdSize);
	assert.equal(backend.connections.length, 1);
});

const ignoreUploads: Script = connection => {
	connection.socket.on('data', chunk => {
		if (chunk.toString('latin1').startsWith('GET')) {
			connection.socket.write(ok);
		}
	});
};

const piece = 'x'.repeat(65_536);

/** Answers at once, but for `/large`: that has no end, and goes on as fast as it is taken. */
const endless: Script = ({socket}) => {
	const send = () => {
		while (!socket.destroyed && socket.write(piece)) {
			// As much as there is room for.
		}
	};

	socket.on('data', chunk => {
		if (!chunk.toString('latin1').startsWith('GET /large')) {
			socket.write(ok);
			return;
		}

		socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n');
		socket.on('drain', send);
		send();
	});
};

test('many clients that do not read what they asked for leave normal ones untouched, and are not waited for', async t => {
	await begin([endless], {idleTimeout: '1s'});
	const {requests} = proxy.control.status().totals;
	const crowd = await connectCrowd(12, 'GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
	await assertUntouched(t);
	while (backend.connections.length <= crowd.length) {
		// eslint-disable-next-line no-await-in-loop -- Until all are being served, and the normal one was.
		await delay(10);
	}

	await proxy.untilIdle();
	const {records} = await proxy.control.readLog(requests, 1000);
	assert.deepEqual(records.filter(({target}) => target === '/large').map(({error}) => error), crowd.map(() => 'client_stalled'));
	for (const socket of crowd) {
		socket.destroy();
	}
});

const hasSlowHttpTest = await new Promise<boolean>(resolve => {
	const child = spawn('slowhttptest', ['-h'], {stdio: 'ignore'});
	child.once('error', () => {
		resolve(false);
	});
	child.once('exit', () => {
		resolve(true);
	});
});
// Where everything is to be tested, a missing tool is a failure of its own.
const skip = hasSlowHttpTest || process.env['CI'] === 'true' ? false : 'slowhttptest is not installed (apt install slowhttptest)';

for (const [name, connections, ...mode] of [
	['slow headers', crowdSize, '-H'],
	['slow bodies', 300, '-B', '-s', '8192', '-t', 'POST'],
	['slow reading', 300, '-X', '-w', '512', '-y', '1024', '-n', '1', '-z', '32', '-k', '3'],
] as const) {
	test(`slowhttptest finds the service available throughout: ${name}`, {skip}, async t => {
		await begin([ignoreUploads], {idleTimeout: '1s'});
		const child = spawn('slowhttptest', [...mode, '-c', String(connections), '-r', '1000', '-i', '1', '-l', '2', '-p', '2', '-u', `http://127.0.0.1:${proxy.port}/`], {stdio: ['ignore', 'pipe', 'pipe']});
		const ended = Promise.all([text(child.stdout), once(child, 'exit')]);
		await assertUntouched(t);
		const [report] = await ended;
		const seen = stripVTControlCharacters(report).match(/(?<=service available: {1,40})\w+/gv);
		assert.deepEqual([...new Set(seen)], ['YES'], report);
	});
}
