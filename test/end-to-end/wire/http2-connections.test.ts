import assert from 'node:assert/strict';
import {once} from 'node:events';
import test from 'node:test';
import {answerEach} from '../../helpers/backend-scripts.js';
import {askHttp2, connectHttp2, readAnswer} from '../../helpers/http2-client.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {Script} from '../../helpers/scripted-backend.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const okay = answerEach('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');

for (const [lane, flags] of [['fast', []], ['general', ['--fast-lane=off']]] as const) {
	test(`the plain port serves HTTP/2 to clients that speak it, and HTTP/1.1 to others: ${lane} lane`, async () => {
		const recording = recordRequests();
		const proxy = await startProxy({scripts: [recording.script], flags: ['--h2c', '--header-timeout=300ms', ...flags]});
		const session = await connectHttp2(proxy.port, {isTls: false});
		const answered = await askHttp2(session);
		assert.deepEqual([answered.status, answered.body], [200, 'ok']);
		assert.equal(recording.requests[0]!.header('x-forwarded-proto'), 'http');
		const client = await proxy.connect(false);
		for (const piece of ['P', 'UT / HTTP/1.1\r\nHost: a.exa', 'mple\r\nContent-Length: 3\r\n\r\nabc']) {
			client.send(piece);
			// eslint-disable-next-line no-await-in-loop -- so that it comes in pieces
			await new Promise(resolve => {
				setTimeout(resolve, 20);
			});
		}

		assert.equal((await client.response()).status, 200);
		assert.equal(recording.requests[1]!.body, 'abc');
		const silent = await proxy.connect(false);
		const cut = await proxy.connect(false);
		cut.send('PR');
		await Promise.all([silent.closed, cut.closed]);
		session.destroy();
		await proxy.stop();
	});
}

test('without that, a client that speaks HTTP/2 on the plain port is refused', async () => {
	const proxy = await startProxy({scripts: [okay]});
	const client = await proxy.connect(false);
	client.send('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
	assert.equal((await client.response()).status, 400);
	await proxy.stop();
});

test('a proxy that leaves finishes the streams of its clients, and those that are on their way', async () => {
	const waiting = Promise.withResolvers<() => void>();
	const slow: Script = ({socket}) => {
		socket.once('data', () => {
			waiting.resolve(() => {
				socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
			});
		});
	};

	const proxy = await startProxy({scripts: [slow], flags: tlsFlags()});
	const session = await connectHttp2(proxy.tlsPort!);
	const idle = await connectHttp2(proxy.tlsPort!);
	const stream = session.request({':path': '/', ':authority': 'a.example'});
	const answered = readAnswer(stream);
	const finish = await waiting.promise;
	const told = once(session, 'goaway');
	const idleClosed = once(idle, 'close');
	const left = proxy.leave(10_000);
	assert.equal((await told)[0], 0);
	await idleClosed;
	finish();
	const {status, isComplete} = await answered;
	assert.deepEqual([status, isComplete], [200, true]);
	await left;
	await proxy.stop();
});
