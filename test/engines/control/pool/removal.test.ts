import assert from 'node:assert/strict';
import {once} from 'node:events';
import type {IncomingMessage, ServerResponse} from 'node:http';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {WorkerSupervisor} from '../../../../source/engines/threads/worker-supervisor.js';
import {startProxy} from '../../../helpers/running-proxy.js';
import {startHttpBackend} from '../../../helpers/scripted-backend.js';

test('a health check that ends during a removal is ignored', async t => {
	const proxy = await startProxy({});
	t.after(proxy.stop);
	const check = Promise.withResolvers<{request: IncomingMessage; response: ServerResponse}>();
	const backend = await startHttpBackend((request, response) => {
		check.resolve({request, response});
	});
	t.after(backend.close);
	const {id} = await proxy.control.addBackend({url: backend.url});
	const {request, response} = await check.promise;
	const told = Promise.withResolvers<void>();
	const {mock} = t.mock.method(WorkerSupervisor.prototype, 'apply', async () => told.promise, {times: 1});
	const events: string[] = [];
	proxy.control.subscribe(event => {
		if ('backend' in event) {
			events.push(event.type);
		}
	});

	const removed = proxy.control.removeBackend(id);
	await setImmediate();
	assert.equal(mock.callCount(), 1);
	response.writeHead(500).end();
	// The client closes its connection when it has read the response.
	await once(request.socket, 'close');
	await setImmediate();
	told.resolve();
	assert.equal(await removed, undefined);
	assert.deepEqual(events, ['backend-removed']);
});
