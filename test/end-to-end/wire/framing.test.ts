import assert from 'node:assert/strict';
import test, {after} from 'node:test';
import {hasFastLane, overTls} from '../../helpers/lane.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {isClearOnFastLane, refusedPayloads} from './smuggling-payloads.js';

const recording = recordRequests();
const proxy = await startProxy({scripts: [recording.script]});
after(proxy.stop);

/** The targets of all requests that have reached the backend since the last call, one that is sent now included. */
const reachedBackend = async (): Promise<readonly string[]> => {
	const client = await proxy.connect();
	client.send('GET /after HTTP/1.1\r\nHost: a\r\n\r\n');
	assert.equal((await client.response()).status, 200);
	client.socket.destroy();
	return recording.requests.splice(0).map(({target}) => target);
};

const refused = refusedPayloads
	.filter(payload => !(hasFastLane && isClearOnFastLane(payload)))
	// Node tells of the last TLS record alone, which does not show what is too long.
	.map(payload => overTls && payload.name.endsWith('a target longer than any header') ? {...payload, status: 431, code: 'headers_too_large'} : payload);

for (const {name, bytes, status = 400, code = 'malformed_request', served = []} of refused) {
	test(`refused: ${name}`, async () => {
		const client = await proxy.connect();
		client.send(bytes);
		for (const target of served) {
			// eslint-disable-next-line no-await-in-loop -- Responses come one after the other.
			const response = await client.response();
			assert.equal(response.status, 200, `answer to ${target}`);
		}

		const response = await client.response();
		assert.equal(response.status, status);
		assert.equal(response.header('content-type'), 'application/problem+json');
		assert.equal(response.header('proxy-status'), 'proxy-tui; error=http_request_error');
		assert.equal(response.header('connection'), 'close');
		assert.equal((response.json() as {code: string}).code, code);
		assert.equal(await client.closed, 'end');
		client.socket.destroy();

		const targets = await reachedBackend();
		assert.deepEqual(targets, [...served, '/after']);
		assert.deepEqual(recording.problems, []);
	});
}
