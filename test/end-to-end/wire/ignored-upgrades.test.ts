import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import test, {after, beforeEach} from 'node:test';
import fc from 'fast-check';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';

const recording = recordRequests();
const proxy = await startProxy({scripts: [recording.script]});
after(proxy.stop);

beforeEach(async () => {
	proxy.closeClients();
	await proxy.untilIdle();
	await proxy.backends[0]!.restart(recording.script);
	recording.requests.length = 0;
});

const h2c = 'Host: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n';
const old = 'Host: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n';
/** What would be a request if it were read from here. */
const hidden = 'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n';
const chunked = `${hidden.length.toString(16)}\r\n${hidden}\r\n`;

const ignored: ReadonlyArray<readonly [name: string, request: string, body: string]> = [
	['h2c', `GET /first HTTP/1.1\r\n${h2c}\r\n`, ''],
	['h2c with an empty body', `POST /first HTTP/1.1\r\n${h2c}Content-Length: 0\r\n\r\n`, ''],
	['h2c with a body', `POST /first HTTP/1.1\r\n${h2c}Content-Length: ${hidden.length}\r\n\r\n${hidden}`, hidden],
	['h2c with a body in chunks', `POST /first HTTP/1.1\r\n${h2c}Transfer-Encoding: chunked\r\n\r\n${chunked}0\r\n\r\n`, hidden],
	['h2c with trailers', `POST /first HTTP/1.1\r\n${h2c}Transfer-Encoding: chunked\r\n\r\n${chunked}${chunked}0\r\nX-A: b\r\n\r\n`, `${hidden}${hidden}`],
	['no protocol', 'GET /first HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: ,\r\n\r\n', ''],
	['a protocol over HTTP/1.0', `GET /first HTTP/1.0\r\n${old}\r\n`, ''],
	['a protocol over HTTP/1.0, with a body', `POST /first HTTP/1.0\r\n${old}Content-Length: ${hidden.length}\r\n\r\n${hidden}`, hidden],
];
const behind = `POST /second HTTP/1.1\r\nHost: a\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}GET /third HTTP/1.1\r\n${h2c}\r\nPUT /fourth HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}0\r\n\r\nGET /last HTTP/1.1\r\nHost: a\r\n\r\n`;

const targets = ['/first', '/second', '/third', '/fourth', '/last'];

for (const [name, request, body] of ignored) {
	test(`what stands behind an ignored upgrade arrives whole and in order: ${name}`, async () => {
		const bytes = `${request}${behind}`;
		await fc.assert(fc.asyncProperty(fc.array(fc.nat(bytes.length), {maxLength: 4}), async cuts => {
			recording.requests.length = 0;
			const client = await proxy.connect();
			let start = 0;
			for (const end of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
				client.send(bytes.slice(start, end));
				start = end;
				// eslint-disable-next-line no-await-in-loop -- So that it arrives by itself.
				await delay(1);
			}

			for (const target of targets) {
				// eslint-disable-next-line no-await-in-loop -- One after the other.
				assert.equal((await client.response()).status, 200, target);
			}

			assert.deepEqual(recording.requests.map(got => [got.target, got.body]), targets.map((target, index) => [target, [body, hidden, '', hidden, ''][index]]));
			client.socket.destroy();
		}), {numRuns: 20, examples: [[[]], [[request.length]], [[request.length - 1]], [[request.length + 1]]]});
		assert.deepEqual(recording.problems, []);
	});
}

const upgrade = `GET /first HTTP/1.1\r\n${h2c}\r\n`;
const uploading = `POST /first HTTP/1.1\r\n${h2c}Transfer-Encoding: chunked\r\n\r\n`;
const unreadable: ReadonlyArray<readonly [name: string, served: number, bytes: string]> = [
	['no method', 1, `${upgrade}G(T / HTTP/1.1\r\nHost: a\r\n\r\n`],
	['a field without a colon', 1, `${upgrade}GET / HTTP/1.1\r\nHost: a\r\nX y\r\n\r\n`],
	['a field without a colon, after empty lines', 1, `${upgrade}\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX y\r\n\r\n`],
	['a wrong chunk', 0, `${uploading}zz\r\n${hidden}`],
	['a chunk that is too long', 0, `${uploading}2\r\n${hidden}`],
];

for (const [name, served, bytes] of unreadable) {
	test(`what cannot be read is refused behind an ignored upgrade as well: ${name}`, async () => {
		for (const cut of [bytes.length, bytes.length - 1, bytes.length - 3, upgrade.length, bytes.length - 20]) {
			/* eslint-disable no-await-in-loop -- One after the other. */
			const client = await proxy.connect();
			client.send(bytes.slice(0, cut));
			await delay(2);
			client.send(bytes.slice(cut));
			for (let number = 0; number < served; number++) {
				assert.equal((await client.response()).status, 200);
			}

			const response = await client.response();
			assert.deepEqual([response.status, response.header('connection')], [400, 'close']);
			assert.equal(await client.closed, 'end');
			client.socket.destroy();
			/* eslint-enable no-await-in-loop */
		}

		assert.equal(recording.requests.some(({target}) => target === '/hidden'), false);
	});
}
