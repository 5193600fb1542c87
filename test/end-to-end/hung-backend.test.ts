import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import http from 'node:http';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'node:test';
import type {ControlEvent} from '../../source/model/event.js';
import type {BackendStatus} from '../../source/model/status.js';
import {answerEach, hang, requestHead} from '../helpers/backend-scripts.js';
import {BackendProcess} from '../helpers/backend-process.js';
import {send} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {type RunningProxy, startProxy} from '../helpers/running-proxy.js';
import type {Script} from '../helpers/scripted-backend.js';
import {accept, upgradeRequest} from '../helpers/tunnel-scripts.js';

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Resolves with a backend's status, the first one's unless another is meant, once it is as wanted. */
const untilBackend = async ({control}: RunningProxy, isWanted: (backend: BackendStatus) => boolean, index = 0): Promise<BackendStatus> => {
	const deadline = performance.now() + 15_000;
	for (;;) {
		const backend = control.status().backends[index];
		if (isWanted(backend!)) {
			return backend!;
		}

		assert.ok(performance.now() < deadline, JSON.stringify(backend));
		// eslint-disable-next-line no-await-in-loop -- Shared memory sends no notifications.
		await delay(10);
	}
};

const waits = (backend: BackendStatus): boolean => backend.oldestRequestMs !== undefined;

test('a hung backend shows the wait of its oldest request and the aborted requests, which are no errors', async t => {
	const proxy = await startProxy({scripts: [hang], flags: ['--threads=2']});
	t.after(proxy.stop);
	const [first, second] = [await proxy.connect(), await proxy.connect()];
	first.send(get);
	await untilBackend(proxy, waits);
	second.send(get);
	const {oldestRequestMs} = await untilBackend(proxy, backend => backend.connections === 2 && backend.oldestRequestMs! > 600);
	assert.ok(oldestRequestMs! < 15_000);
	const {backends} = JSON.parse((await send(proxy.adminPort, {path: '/status'})).body) as {backends: ReadonlyArray<Record<string, number>>};
	assert.ok(backends[0]!['oldest_request_ms']! >= Math.floor(oldestRequestMs!));
	assert.match((await send(proxy.adminPort, {path: '/metrics'})).body, /^proxy_tui_backend_oldest_request_seconds\{backend="\S+"\} (?:0\.[6-9]|[1-9])/mv);

	first.reset();
	second.reset();
	const left = await untilBackend(proxy, backend => backend.aborted === 2 && backend.connections === 0 && !waits(backend));
	assert.equal(left.failures, 0);
	const told = JSON.parse((await send(proxy.adminPort, {path: '/status'})).body) as {backends: ReadonlyArray<Record<string, unknown>>};
	assert.deepEqual([told.backends[0]!['aborted'], told.backends[0]!['oldest_request_ms']], [2, null]);
	assert.match((await send(proxy.adminPort, {path: '/metrics'})).body, /^proxy_tui_backend_aborted_requests_total\{backend="\S+"\} 2$/mv);
	assert.match((await send(proxy.adminPort, {path: '/', headers: {accept: 'text/html'}})).body, />aborted</v);
});

const beginAnswer: Script = async connection => {
	await requestHead(connection);
	connection.socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n');
};

const upload = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf';

for (const [name, script, request] of [
	['an answer that has begun', beginAnswer, get],
	['a tunnel', accept(), upgradeRequest()],
	['a client that still sends its request', hang, upload],
] as const) {
	test(`${name} does not wait for the backend`, async t => {
		const proxy = await startProxy({scripts: [script, hang], flags: ['--policy=first']});
		t.after(proxy.stop);
		const client = await proxy.connect();
		client.send(request);
		if (request !== upload) {
			await once(client.socket, 'progress');
		}

		await untilBackend(proxy, ({connections}) => connections === 1);
		// Another backend's wait tells that the waits of all have been told since.
		await proxy.control.updateBackend('b1', {state: 'draining'});
		const other = await proxy.connect();
		other.send(get);
		await untilBackend(proxy, ({oldestRequestMs}) => (oldestRequestMs ?? 0) > 500, 1);
		const [{oldestRequestMs, connections}] = proxy.control.status().backends as [BackendStatus];
		assert.deepEqual([oldestRequestMs, connections], [undefined, 1]);
	});
}

test('a backend that leaves a request body untaken lets it wait', async t => {
	const ignore: Script = ({socket}) => {
		socket.pause();
	};

	const proxy = await startProxy({scripts: [ignore], flags: ['--idle-timeout=3s']});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n');
	const piece = new Uint8Array(1_000_000);
	for (let count = 0; count < 30; count++) {
		client.send(piece);
	}

	await untilBackend(proxy, ({oldestRequestMs}) => (oldestRequestMs ?? 0) > 500);
});

const ejections = (proxy: RunningProxy): ControlEvent[] => {
	const events: ControlEvent[] = [];
	proxy.control.subscribe(event => {
		if (event.type === 'backend-ejected') {
			events.push(event);
		}
	});
	return events;
};

/** Two clients that give up on the first backend after more than a second. */
const giveUpTwice = async (proxy: RunningProxy): Promise<void> => {
	const before = proxy.control.status().backends[0]!.aborted ?? 0;
	const clients = [await proxy.connect(), await proxy.connect()];
	for (const client of clients) {
		client.send(get);
	}

	// Either may come long after the other.
	const {oldestRequestMs: sinceFirstMs = 0} = await untilBackend(proxy, backend => backend.connections === 2 && waits(backend));
	await untilBackend(proxy, ({oldestRequestMs}) => oldestRequestMs! > sinceFirstMs + 1500);
	for (const client of clients) {
		client.reset();
	}

	await untilBackend(proxy, backend => backend.aborted === before + 2 && !waits(backend));
};

test('clients that give up after a long wait count against the backend only if that is wanted', async t => {
	const proxy = await startProxy({scripts: [hang, answerEach(ok)], flags: ['--policy=first', '--eject-consecutive=2', '--threads=2']});
	t.after(proxy.stop);
	const events = ejections(proxy);
	await giveUpTwice(proxy);
	assert.equal(events.length, 0);
	await proxy.control.updateSettings({ejectTimeouts: true});
	await giveUpTwice(proxy);
	const {ejectionReason, failures} = await untilBackend(proxy, ({ejectedUntil}) => ejectedUntil !== undefined);
	assert.deepEqual([ejectionReason, failures], ['2 failed requests in a row', 0]);
	const client = await proxy.connect();
	client.send(get);
	assert.equal((await client.response()).status, 200);
});

test('a client that leaves at once says nothing against a backend, whatever is wanted', async t => {
	const backend = new EventEmitter();
	const hangWithNotice: Script = async connection => {
		await requestHead(connection);
		backend.emit('request');
	};

	const proxy = await startProxy({scripts: [hangWithNotice, answerEach(ok)], flags: ['--policy=first', '--eject-consecutive=1', '--eject-timeouts']});
	t.after(proxy.stop);
	const events = ejections(proxy);
	for (let count = 1; count <= 3; count++) {
		/* eslint-disable no-await-in-loop -- One after the other. */
		const client = await proxy.connect();
		const arrival = once(backend, 'request');
		client.send(get);
		await arrival;
		client.reset();
		await untilBackend(proxy, ({aborted}) => aborted === count);
		/* eslint-enable no-await-in-loop */
	}

	// One that waits long enough is counted after those.
	const client = await proxy.connect();
	client.send(get);
	await untilBackend(proxy, ({oldestRequestMs}) => (oldestRequestMs ?? 0) > 1500);
	assert.equal(events.length, 0);
	client.reset();
	await untilBackend(proxy, ({ejectedUntil}) => ejectedUntil !== undefined);
});

test('a stopped backend process is reported while its clients give up one by one, and again when it resumes', async t => {
	const backend = await BackendProcess.start(t);
	const {program, port} = await startProgram(t, ['--threads=2', '--rate-limit=0', '--health-interval=1h', backend.url]);
	await program.line(({message, to}) => message === 'health-changed' && to === 'healthy');
	// Nothing is answered before: a first answer that takes its time, as on a busy machine, makes longer waits usual.
	backend.hang();
	const over = new AbortController();
	t.after(() => {
		over.abort();
	});
	const impatient = (async () => {
		while (!over.signal.aborted) {
			const request = http.get({host: '127.0.0.1', port, agent: false, signal: AbortSignal.timeout(3000)});
			request.on('response', response => {
				response.resume();
			});
			// eslint-disable-next-line no-await-in-loop -- One after the other.
			await once(request, 'close').catch(() => undefined);
		}
	})();
	const stalled = await program.message('stall-changed');
	assert.deepEqual([stalled['stalled'], stalled['backend'], stalled['level']], [true, backend.url, 'warn']);
	backend.goOn();
	await program.line(({message, stalled: isStalled}) => message === 'stall-changed' && isStalled === false);
	over.abort();
	await impatient;
	assert.equal(program.lines.filter(({message}) => message === 'stall-changed').length, 2);
});
