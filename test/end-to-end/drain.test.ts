import assert from 'node:assert/strict';
import {once} from 'node:events';
import http from 'node:http';
import test from 'node:test';
import {send, sendMany} from '../helpers/http-client.js';
import {startProgram} from '../helpers/program.js';
import {startProxy} from '../helpers/running-proxy.js';
import {startBackend, startHttpBackend} from '../helpers/scripted-backend.js';
import {hang, requestHead} from '../helpers/backend-scripts.js';

type BackendJson = {readonly id: string; readonly state: string; readonly current_connections: number; readonly removing: boolean};

const patch = async (adminPort: number, id: string, state: string): Promise<void> => {
	const {status} = await send(adminPort, {method: 'PATCH', path: `/backends/${id}`, headers: {'content-type': 'application/json'}}, JSON.stringify({state}));
	assert.equal(status, 200);
};

test('draining, undraining, removing and bringing back under load loses no request', async t => {
	const backends = await Promise.all(Array.from({length: 3}, async () => startHttpBackend((request, response) => {
		setTimeout(() => {
			response.end('ok');
		}, request.url === '/health' ? 0 : 2);
	})));
	t.after(async () => Promise.all(backends.map(async backend => backend.close())));
	const {port, adminPort, program} = await startProgram(t, ['--threads=2', '--rate-limit=0', '--access-log=off', '--health-path=/health', ...backends.map(({url}) => url)]);
	const ended = new AbortController();
	const load = sendMany(port, 6000, 30).finally(() => {
		ended.abort();
	});

	let rounds = 0;
	while (!ended.signal.aborted) {
		const id = `b${(rounds % 3) + 1}`;
		/* eslint-disable no-await-in-loop -- one command after the other */
		await patch(adminPort, id, 'draining');
		await program.line(({message, to, id: of}) => message === 'state-changed' && to === 'disabled' && of === id);
		program.lines.length = 0;
		await patch(adminPort, id, 'active');
		const removed = await send(adminPort, {method: 'DELETE', path: `/backends/${id}`});
		assert.ok([202, 204].includes(removed.status), `${removed.status} ${removed.body}`);
		assert.equal((await send(adminPort, {method: 'POST', path: '/undo'})).status, 200);
		/* eslint-enable no-await-in-loop */
		rounds += 1;
	}

	assert.deepEqual([...await load], [[200, 6000]]);
	t.diagnostic(`${rounds} rounds of drain, undrain, remove and undo during 6000 requests`);
	assert.ok(rounds > 3, `only ${rounds} rounds`);
	const {body} = await send(adminPort, {path: '/backends'});
	const after = (JSON.parse(body) as {backends: BackendJson[]}).backends;
	assert.deepEqual(after.map(({id, state, current_connections: connections, removing}) => [id, state, connections, removing]), ['b1', 'b2', 'b3'].map(id => [id, 'active', 0, false]));
	assert.deepEqual(program.lines.filter(({message}) => message.includes('cut off')), []);
});

test('when the time to drain is up, an unanswered exchange gets 502, one under way is broken off, and nothing stays in flight', async t => {
	const proxy = await startProxy({
		flags: ['--drain-timeout=300ms'], scripts: [async connection => {
			await requestHead(connection);
			if (connection.received.startsWith('GET /begun')) {
				connection.socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegun');
			}
		}],
	});
	t.after(proxy.stop);
	const begun = http.get({port: proxy.port, path: '/begun', host: '127.0.0.1'});
	const [response] = await once(begun, 'response') as [http.IncomingMessage];
	const waiting = send(proxy.port, {path: '/waiting'});
	await proxy.backends[0]!.connection(2);

	const startedAt = performance.now();
	const askedAt = Date.now();
	const draining = (await proxy.control.updateBackend('b1', {state: 'draining'}))!;
	assert.equal(draining.connections, 2);
	assert.ok(draining.drainEndsAt! - Date.now() <= 300 && draining.drainEndsAt! > askedAt);
	const brokenOff = new Promise<void>(resolve => {
		response.on('error', () => {}).on('close', resolve).resume();
	});
	const {status, body} = await waiting;
	const tookMs = performance.now() - startedAt;
	assert.equal(status, 502);
	assert.equal((JSON.parse(body) as {code: string}).code, 'backend_cut_off');
	await brokenOff;
	assert.equal(response.complete, false);
	assert.ok(tookMs >= 290 && tookMs < 1000, `cut off after ${tookMs} ms`);
	await proxy.untilIdle();
	assert.equal(proxy.control.status().backends[0]!.state, 'disabled');
	const records = [await proxy.logRecord(1), await proxy.logRecord(2)];
	assert.deepEqual(records.map(({error}) => error), ['backend_cut_off', 'backend_cut_off']);
});

test('removal by force closes both ends of a tunnel, and the backend is gone', async t => {
	const proxy = await startProxy({
		scripts: [async connection => {
			await requestHead(connection);
			connection.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
		}],
	});
	t.after(proxy.stop);
	const request = http.get({port: proxy.port, host: '127.0.0.1', headers: {connection: 'Upgrade', upgrade: 'echo'}});
	const [, socket] = await once(request, 'upgrade') as [http.IncomingMessage, NodeJS.Socket & {resume(): void}];
	socket.resume();
	const backendSide = await proxy.backends[0]!.connection(1);
	assert.equal(proxy.control.status().backends[0]!.connections, 1);

	const clientClosed = once(socket, 'close');
	assert.equal(await proxy.control.removeBackend('b1', {force: true}), undefined);
	await Promise.all([clientClosed, backendSide.closed]);
	assert.deepEqual(proxy.control.status().backends, []);
	await proxy.untilIdle();
});

test('a removed backend that is busy answers what it has, then goes', async t => {
	const backend = await startBackend(hang);
	t.after(backend.close);
	const proxy = await startProxy({scripts: [hang]});
	t.after(proxy.stop);
	const answer = send(proxy.port);
	const connection = await proxy.backends[0]!.connection(1);
	await requestHead(connection);
	const draining = await proxy.control.removeBackend('b1');
	assert.deepEqual([draining?.state, draining?.connections, draining?.isBeingRemoved], ['draining', 1, true]);
	const gone = new Promise<void>(resolve => {
		proxy.control.subscribe(({type}) => {
			if (type === 'backend-removed') {
				resolve();
			}
		});
	});
	connection.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
	assert.equal((await answer).body, 'ok');
	await gone;
	assert.deepEqual(proxy.control.status().backends, []);
});
