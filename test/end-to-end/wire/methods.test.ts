import assert from 'node:assert/strict';
import {METHODS} from 'node:http';
import test, {after} from 'node:test';
import {hasFastLane, overTls} from '../../helpers/lane.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';

const recording = recordRequests();
const proxy = await startProxy({scripts: [recording.script]});
after(proxy.stop);

const known = METHODS.filter(method => method !== 'CONNECT');

test('every method that the parser knows is forwarded', async () => {
	recording.requests.length = 0;
	const client = await proxy.connect();
	for (const method of known) {
		client.send(`${method} / HTTP/1.1\r\nHost: a\r\n\r\n`);
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		assert.equal((await client.response(method === 'HEAD')).status, 200, method);
	}

	assert.deepEqual(recording.requests.map(({method}) => method), known);
	client.socket.destroy();
});

const unknown = ['LIST', 'VERSION-CONTROL', 'BASELINE-CONTROL', 'foo', 'get', 'Post', 'GETX', 'X', 'MKCOL2', 'RECORD', 'FLUSH', 'GET_PARAMETER', '!#$%&\'*+-.^_`|~09azAZ', 'A'.repeat(300)];

for (const method of hasFastLane ? unknown : []) {
	test(`any token is a method where node:http is not needed: ${method.slice(0, 30)}`, async () => {
		recording.requests.length = 0;
		const client = await proxy.connect();
		client.send(`${method} /x HTTP/1.1\r\nHost: a\r\n\r\n`);
		assert.equal((await client.response()).status, 200);
		assert.deepEqual(recording.requests.map(request => request.method), [method]);
		client.socket.destroy();
	});
}

for (const method of hasFastLane ? [] : unknown) {
	test(`a method that the parser does not know gets 501, which says so: ${method.slice(0, 30)}`, async () => {
		recording.requests.length = 0;
		const line = `${method} /x HTTP/1.1\r\n`;
		for (const cut of [line.length, 1, method.length, method.length + 1, method.length + 2, method.length + 6]) {
			/* eslint-disable no-await-in-loop -- One after the other. */
			const client = await proxy.connect();
			client.send(line.slice(0, cut));
			// What can be told from its beginning is.
			if (cut < line.length) {
				setTimeout(() => {
					client.send(`${line.slice(cut)}Host: a\r\n\r\n`);
				}, 5);
			}

			const response = await client.response();
			const {code, detail} = response.json() as {code: string; detail: string};
			assert.deepEqual([response.status, code, response.header('connection')], [501, 'method_not_supported', 'close'], `cut at ${cut}`);
			for (const supported of known) {
				assert.ok(detail.includes(supported), detail);
			}

			assert.equal(await client.closed, 'end');
			client.socket.destroy();
			/* eslint-enable no-await-in-loop */
		}

		assert.deepEqual(recording.requests, []);
	});
}

for (const line of ['G(T / HTTP/1.1', '{"a":1} / HTTP/1.1', 'G\u00C9T / HTTP/1.1', 'hello', 'hello there', 'foo  / HTTP/1.1', 'foo\t/ HTTP/1.1', 'SSH-2.0-OpenSSH_9.9', 'foo / HTTP/1.1 x', '\u0016\u0003\u0001\u0002']) {
	test(`what does not begin with a method is malformed: ${JSON.stringify(line)}`, async () => {
		const client = await proxy.connect();
		client.send(`${line}\r\nHost: a\r\n\r\n`);
		const response = await client.response();
		assert.deepEqual([response.status, (response.json() as {code: string}).code], [400, 'malformed_request']);
		client.socket.destroy();
	});
}

test('a target that is too long gets 414 with every method', async () => {
	const client = await proxy.connect();
	client.send(`M-SEARCH /${'x'.repeat(40_000)} HTTP/1.1\r\nHost: a\r\n\r\n`);
	// Node tells of the last TLS record alone, which does not show what is too long.
	assert.equal((await client.response()).status, overTls ? 431 : 414);
	client.socket.destroy();
});
