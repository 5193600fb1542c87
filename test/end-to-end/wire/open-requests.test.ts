import assert from 'node:assert/strict';
import test from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import type {OpenRequest} from '../../../source/model/open-request.js';
import {openRequestsWire} from '../../../source/wire/request.js';
import {requestHead} from '../../helpers/backend-scripts.js';
import {send} from '../../helpers/http-client.js';
import {type RunningProxy, startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';

/** Looks at the requests in flight until they are as wanted. */
const untilOpen = async ({control}: RunningProxy, phases: readonly string[]): Promise<readonly OpenRequest[]> => {
	for (;;) {
		// eslint-disable-next-line no-await-in-loop -- One look after the other.
		const {requests, inFlight} = await control.openRequests(10);
		if (requests.map(({target, phase}) => `${target} ${phase}`).join(', ') === phases.join(', ')) {
			assert.equal(inFlight, phases.length);
			return requests;
		}

		// eslint-disable-next-line no-await-in-loop
		await delay(10);
	}
};

test('requests in flight are listed from their beginning, oldest first, until they have ended', {timeout: 20_000}, async t => {
	const [head, rest] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	const inSteps: Script = async connection => {
		await requestHead(connection);
		await head.promise;
		connection.socket.write('HTTP/1.1 203 OK\r\nContent-Length: 6\r\n\r\nabc');
		await rest.promise;
		connection.socket.write('def');
	};

	const proxy = await startProxy({scripts: [inSteps], flags: ['--max-backend-connections=1']});
	t.after(proxy.stop);
	assert.deepEqual(await proxy.control.openRequests(10), {requests: [], inFlight: 0});

	const first = await proxy.connect();
	first.send('POST /slow?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody');
	const [begun] = await untilOpen(proxy, ['/slow?a=1 first-byte']);
	const {requestId, startedAt, durationMs, ...known} = begun!;
	assert.deepEqual([known.method, known.status, known.client, known.backend?.id, known.attempts, known.requestBytes], ['POST', 0, '127.0.0.1', 'b1', 1, 4]);
	assert.ok(Math.abs(Date.now() - startedAt - durationMs) < 5000 && durationMs > 0);

	const second = await proxy.connect();
	second.send('GET /queued HTTP/1.1\r\nHost: x\r\n\r\n');
	const waiting = await untilOpen(proxy, ['/slow?a=1 first-byte', '/queued queue']);
	assert.ok(waiting[0]!.durationMs > durationMs);
	assert.deepEqual([waiting[1]!.backend, waiting[1]!.attempts], [undefined, 0]);

	const {body} = await send(proxy.adminPort, {path: '/requests?open=true&filter=!path:/queued'});
	const told = openRequestsWire.reader.parse(JSON.parse(body));
	assert.deepEqual([told.requests.map(({requestId: id}) => id), told.inFlight], [[requestId], 2]);

	head.resolve();
	const [answered] = await untilOpen(proxy, ['/slow?a=1 transfer', '/queued queue']);
	assert.deepEqual([answered!.status, answered!.responseBytes], [203, 3]);
	rest.resolve();
	assert.equal((await first.response()).body, 'abcdef');
	assert.equal((await proxy.logRecord(1)).requestId, requestId);
	await untilOpen(proxy, ['/queued first-byte']);
	second.socket.destroy();
	assert.deepEqual(await untilOpen(proxy, []), []);
});
