import assert from 'node:assert/strict';
import {once} from 'node:events';
import http from 'node:http';
import type {AddressInfo, LookupFunction, Socket} from 'node:net';
import test from 'node:test';
import {BackendAgents} from '../../../../../source/engines/threads/data-plane/forwarding/backend-agents.js';
import {BackendTrust} from '../../../../../source/engines/threads/data-plane/forwarding/backend-trust.js';
import {usualBackendTls} from '../../../../../source/model/backend-tls.js';
import {backendTarget} from '../../../../../source/engines/threads/data-plane/forwarding/backend-target.js';

/** More than Node's own time for one address of several. */
const busyMs = 300;

const keepBusy = (): void => {
	const end = performance.now() + busyMs;
	while (performance.now() < end) {
		// Nothing else runs.
	}
};

test('a connection that stands while the thread is busy is not given up for the next address', async t => {
	const server = http.createServer((_request, response) => {
		response.end('ok');
	}).listen(0, '127.0.0.1');
	t.after(() => {
		server.close();
	});
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const lookup: LookupFunction = (_hostname, _options, callback) => {
		// Not at once: the test listens to the socket first.
		setImmediate(callback, null, [{address: '127.0.0.1', family: 4}, {address: '::1', family: 6}]);
	};

	const agents = new BackendAgents(new BackendTrust(usualBackendTls), lookup);
	t.after(() => {
		agents.destroy();
	});
	const target = backendTarget({id: 'b1', url: `http://localhost:${port}`, weight: 1, state: 'active', slot: 1});
	const request = http.get({agent: agents.pooled(target), host: 'localhost', port});
	const [socket] = await once(request, 'socket') as [Socket];
	let wasBusy = false;
	socket.once('connectionAttempt', () => {
		queueMicrotask(keepBusy);
		wasBusy = true;
	});
	const [response] = await once(request, 'response') as [http.IncomingMessage];
	response.resume();
	await once(response, 'end');
	assert.deepEqual([response.statusCode, wasBusy], [200, true]);
});
