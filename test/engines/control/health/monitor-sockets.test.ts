import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {Health} from '../../../../source/model/backend.js';
import type {HealthCheckOverrides} from '../../../../source/model/health-check-settings.js';
import {HealthMonitor} from '../../../../source/engines/control/health/monitor.js';
import {createHttpProbe} from '../../../../source/engines/control/health/probe.js';
import {answer, hang} from '../../../helpers/backend-scripts.js';
import {startBackend, startHttpBackend} from '../../../helpers/scripted-backend.js';

type Transition = {readonly id: string; readonly to: Health; readonly reason: string};

const startMonitor = (t: TestContext, settings: HealthCheckOverrides = {}) => {
	const transitions: Transition[] = [];
	let onTold: () => void = () => undefined;
	const monitor = new HealthMonitor({
		settings: () => ({
			path: '/health',
			intervalMs: 10_000,
			timeoutMs: 5000,
			...settings,
		}),
		probe: createHttpProbe('0.0.0'),
		onResult: () => undefined,
		onTransition(id, _from, to, reason) {
			transitions.push({id, to, reason});
			onTold();
		},
	});
	t.after(() => {
		monitor.stop();
	});

	return {
		monitor,
		/** The next transition that was not handed out yet. */
		async transition() {
			if (transitions.length === 0) {
				await new Promise<void>(resolve => {
					onTold = () => {
						resolve();
					};
				});
			}

			return transitions.shift();
		},
	};
};

const ok = answer('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');

test('follows a backend that breaks and recovers', async t => {
	let status = 200;
	const backend = await startHttpBackend((request, response) => {
		response.writeHead(request.url === '/health' ? status : 404).end();
	});
	t.after(backend.close);
	const {monitor, transition} = startMonitor(t, {intervalMs: 50});

	monitor.add({id: 'b1', url: backend.url});
	assert.deepEqual(await transition(), {id: 'b1', to: 'healthy', reason: '200 OK'});
	status = 500;
	assert.deepEqual(await transition(), {id: 'b1', to: 'unhealthy', reason: '500 Internal Server Error'});
	status = 204;
	assert.deepEqual(await transition(), {id: 'b1', to: 'healthy', reason: '204 No Content'});
});

test('a backend that was restarted is back about a second after traffic found it down', async t => {
	const first = await startBackend(ok);
	const {monitor, transition} = startMonitor(t);
	monitor.add({id: 'b1', url: first.url});
	await transition();

	await first.close();
	const startedAt = performance.now();
	monitor.reportFailure('b1', 'connection refused');
	assert.deepEqual(await transition(), {id: 'b1', to: 'unhealthy', reason: 'connection refused'});
	const second = await startBackend(ok, {port: first.port});
	t.after(second.close);

	assert.deepEqual(await transition(), {id: 'b1', to: 'healthy', reason: '200 OK'});
	const downMs = performance.now() - startedAt;
	assert.ok(downMs > 800, `back after ${downMs} ms`);
	assert.ok(downMs < 1500, `back after ${downMs} ms`);
});

test('hanging backends, as many as are asked at once, do not hold up one that answers', async t => {
	const hanging = await startBackend(hang);
	const answering = await startBackend(ok);
	t.after(async () => Promise.all([hanging.close(), answering.close()]));
	const {monitor, transition} = startMonitor(t);

	for (let number = 0; number < 50; number += 1) {
		monitor.add({id: `h${number}`, url: hanging.url});
	}

	const startedAt = performance.now();
	monitor.add({id: 'b1', url: answering.url});
	const first = await transition();
	assert.equal(first?.id, 'b1');
	assert.ok(performance.now() - startedAt < 1000);
});

test('stopping leaves no connection behind', async t => {
	const backend = await startBackend(hang);
	t.after(backend.close);
	const {monitor} = startMonitor(t);
	monitor.add({id: 'b1', url: backend.url});
	const {closed} = await backend.connection(1);
	monitor.stop();
	await closed;
	assert.equal(backend.connections.length, 1);
});
