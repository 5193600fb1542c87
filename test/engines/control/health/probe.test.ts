import assert from 'node:assert/strict';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import fc from 'fast-check';
import {defaultExpected} from '../../../../source/model/expected-status.js';
import {createHttpProbe, type ProbeRequest} from '../../../../source/engines/control/health/probe.js';
import {
	answer,
	answerEach,
	answerSlowly,
	answerWithoutEnd,
	closeAtOnce,
	hang,
	reset,
} from '../../../helpers/backend-scripts.js';
import {
	refusedPort,
	startBackend,
	startHttpBackend,
	type Script,
} from '../../../helpers/scripted-backend.js';

const httpProbe = createHttpProbe('1.2.3');

const probe = async (url: string, options: Partial<ProbeRequest> = {}, {signal} = new AbortController()) => httpProbe({
	url,
	path: '/',
	timeoutMs: 3000,
	expected: defaultExpected,
	...options,
}, signal);

const backendFor = async (t: TestContext, script: Script) => {
	const backend = await startBackend(script);
	t.after(backend.close);
	return backend;
};

/** Probes a backend that follows a script, and waits until the probe has left its connection. */
const probeOf = async (t: TestContext, script: Script, options?: Partial<ProbeRequest>) => {
	const backend = await backendFor(t, script);
	const result = await probe(backend.url, options);
	const {closed} = await backend.connection(1);
	await closed;
	assert.equal(backend.connections.length, 1);
	return result;
};

const statusLine = (status: string) => `HTTP/1.1 ${status}\r\n`;
const ok = `${statusLine('200 OK')}content-length: 2\r\n\r\nok`;

for (const [status, verdict, reason] of [
	['200 Fine', 'passed', '200 OK'],
	['204 No Content', 'passed', '204 No Content'],
	['304 Not Modified', 'passed', '304 Not Modified'],
	['404 Not Found', 'failed', '404 Not Found'],
	['500 \u{7}', 'failed', '500 Internal Server Error'],
	['599 Whatever', 'failed', '599'],
] as const) {
	test(`an answer ${JSON.stringify(status)} is ${verdict}: ${reason}`, async t => {
		const result = await probeOf(t, answer(`${statusLine(status)}content-length: 0\r\n\r\n`));
		assert.deepEqual({verdict: result.verdict, reason: result.reason}, {verdict, reason});
		assert.ok(result.durationMs > 0);
		assert.ok(result.durationMs < 3000);
	});
}

test('sends one GET to the path, for the backend as host, in its own name, and asks to close', async t => {
	const backend = await backendFor(t, answer(ok));
	await probe(backend.url, {path: '/health?deep=1'});
	const {received} = await backend.connection(1);
	assert.ok(received.startsWith('GET /health?deep=1 HTTP/1.1\r\n'));
	assert.match(received, new RegExp(String.raw`^host: 127\.0\.0\.1:${backend.port}\r$`, 'imv'));
	assert.match(received, /^user-agent: proxy-tui\/1\.2\.3 \(health check\)\r$/imv);
	assert.match(received, /^connection: close\r$/imv);
});

test('a path that begins with two slashes stays a path of the backend', async t => {
	const backend = await backendFor(t, answer(ok));
	await probe(backend.url, {path: '//elsewhere.example/'});
	const {received} = await backend.connection(1);
	assert.ok(received.startsWith('GET //elsewhere.example/ HTTP/1.1\r\n'));
});

test('a redirect passes and is not followed', async t => {
	const target = await startHttpBackend((_request, response) => {
		response.end();
	});
	t.after(target.close);
	const result = await probeOf(t, answer(`${statusLine('302 Found')}location: ${target.url}\r\ncontent-length: 0\r\n\r\n`));
	assert.equal(result.verdict, 'passed');
	assert.equal(target.requests, 0);
});

test('the expected statuses can be others', async t => {
	const unauthorized = answer(`${statusLine('401 Unauthorized')}content-length: 0\r\n\r\n`);
	const expected = await probeOf(t, unauthorized, {expected: [401]});
	const unexpected = await probeOf(t, answer(ok), {expected: [401]});
	assert.deepEqual([expected.verdict, unexpected.verdict], ['passed', 'failed']);
});

test('no listener', async () => {
	const result = await probe(`http://127.0.0.1:${await refusedPort()}`);
	assert.deepEqual([result.verdict, result.reason], ['failed', 'connection refused']);
});

const endlessHeaders = answerWithoutEnd(statusLine('200 OK'), `x-filler: ${'y'.repeat(1000)}\r\n`);
const stopInHeaders: Script = ({socket}) => {
	socket.write(statusLine('200 OK'));
};

const switchProtocol = answerEach(`${statusLine('101 Switching Protocols')}connection: upgrade\r\nupgrade: h2c\r\n\r\nrubbish`);
const interimFlood = answerWithoutEnd('', `${statusLine('103 Early Hints')}\r\n`.repeat(100));

const behaviours: ReadonlyArray<readonly [name: string, script: Script, reason: string]> = [
	['no response', hang, 'no response in 100 ms'],
	['an answer that drips', answerSlowly(ok, 20), 'no response in 100 ms'],
	['an answer that stops in its headers', stopInHeaders, 'no response in 100 ms'],
	['a connection closed at once', closeAtOnce, 'connection closed without a response'],
	['a connection reset', reset, 'connection closed without a response'],
	['headers cut off', answer(statusLine('200 OK')), 'connection closed without a response'],
	['another protocol', answer('SSH-2.0-OpenSSH_9.9\r\n'), 'invalid response'],
	['headers that contradict each other', answer(`${statusLine('200 OK')}content-length: 2\r\ncontent-length: 3\r\n\r\nok`), 'invalid response'],
	['headers without end', endlessHeaders, 'invalid response: headers too large'],
	['interim answers without end', interimFlood, 'invalid response: too many interim responses'],
	['a switch of protocol', switchProtocol, '101 Switching Protocols'],
	['a switch to nothing', answer(`${statusLine('101 Switching Protocols')}\r\nrubbish`), '101 Switching Protocols'],
];

for (const [name, script, reason] of behaviours) {
	test(`${name}: ${reason}`, async t => {
		const result = await probeOf(t, script, {timeoutMs: reason.startsWith('no response') ? 100 : 3000});
		assert.deepEqual([result.verdict, result.reason], ['failed', reason]);
	});
}

test('a few interim answers are skipped', async t => {
	const result = await probeOf(t, answer(`${statusLine('100 Continue')}\r\n${statusLine('103 Early Hints')}\r\n${ok}`));
	assert.deepEqual([result.verdict, result.reason], ['passed', '200 OK']);
});

test('an answer that traffic would pass on passes', async t => {
	for (const bytes of ['HTTP/1.0 200 OK\nX: a\u0001b\n\nok', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(60_000)}\r\n\r\n`, 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0 \r\n\r\n']) {
		// eslint-disable-next-line no-await-in-loop -- One probe after the other.
		const {verdict} = await probeOf(t, answer(bytes));
		assert.equal(verdict, 'passed');
	}
});

test('a body without end is not read', async t => {
	const result = await probeOf(t, answerWithoutEnd(`${statusLine('200 OK')}\r\n`, 'y'.repeat(100_000)));
	assert.equal(result.verdict, 'passed');
});

test('a backend that speaks no TLS', async t => {
	const backend = await backendFor(t, ({socket}) => {
		socket.end(ok);
	});
	const result = await probe(backend.url.replace('http:', 'https:'));
	assert.deepEqual([result.verdict, result.reason], ['failed', 'TLS: handshake failed']);
});

test('a path that cannot be sent fails, and does not throw', async t => {
	const backend = await backendFor(t, answer(ok));
	const result = await probe(backend.url, {path: '/a b'});
	assert.deepEqual([result.verdict, result.reason], ['failed', 'probe failed (ERR_UNESCAPED_CHARACTERS)']);
});

test('cancelling closes the connection, without a result', async t => {
	const backend = await backendFor(t, hang);
	const controller = new AbortController();
	const result = probe(backend.url, {}, controller);
	const {closed} = await backend.connection(1);
	controller.abort();
	const {verdict} = await result;
	assert.equal(verdict, 'inconclusive');
	await closed;
});

test('a probe cancelled before it began has no result', async t => {
	const backend = await backendFor(t, answer(ok));
	const controller = new AbortController();
	controller.abort();
	const {verdict} = await probe(backend.url, {}, controller);
	assert.equal(verdict, 'inconclusive');
});

test('whatever the backend sends, the probe ends with a result and leaves no timer behind', async t => {
	const backend = await backendFor(t, hang);
	const before = process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
	const piece = fc.oneof(
		fc.uint8Array({maxLength: 60}),
		fc.constantFrom(
			'HTTP/1.1 200 OK\r\n',
			'HTTP/1.0 ',
			'\r\n\r\n',
			'content-length: 5\r\n',
			'content-length: -1\r\n',
			'transfer-encoding: chunked\r\n',
			'HTTP/1.1 101 \r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
			'HTTP/1.1 100\r\n\r\n',
		),
	);

	await fc.assert(fc.asyncProperty(fc.array(piece, {maxLength: 6}), async pieces => {
		backend.setScript(({socket}) => {
			for (const bytes of pieces) {
				socket.write(bytes);
			}

			socket.end();
		});
		const {verdict, reason} = await probe(backend.url);
		assert.ok(verdict === 'passed' || verdict === 'failed');
		assert.match(reason, /^\p{ASCII}+$/v);
		assert.notEqual(reason, 'no response in 3 s');
	}), {numRuns: 200});

	assert.equal(process.getActiveResourcesInfo().filter(name => name === 'Timeout').length, before);
});

test('asks with the given method and header fields, in the place of its own', async t => {
	const backend = await backendFor(t, answer(ok));
	const headers = [['Host', 'shop.example'], ['X-Probe', 'yes'], ['User-Agent', 'other']] as const;
	const {verdict} = await probe(backend.url, {method: 'HEAD', path: '/well', headers});
	assert.equal(verdict, 'passed');
	const {received} = await backend.connection(1);
	assert.match(received, /^HEAD \/well HTTP\/1\.1\r\n/v);
	assert.deepEqual(received.toLowerCase().split('\r\n').filter(line => /^(?:host|x-probe|user-agent):/v.test(line)).toSorted(), ['host: shop.example', 'user-agent: other', 'x-probe: yes']);
});

for (const [name, body, verdict] of [
	['a body that holds the text', 'status: all well here', 'passed'],
	['a body that does not', 'status: poor', 'failed'],
	['an empty body', '', 'failed'],
	['a body that holds it at the end of what is looked at', `${'x'.repeat((64 * 1024) - 8)}all well`, 'passed'],
	['a body that holds it too late', `${'x'.repeat(64 * 1024)}all well`, 'failed'],
] as const) {
	test(`${name} is ${verdict} when a text is expected`, async t => {
		const result = await probeOf(t, answer(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`), {body: 'all well'});
		assert.equal(result.verdict, verdict);
		assert.equal(result.reason, verdict === 'passed' ? '200 OK' : '200 OK, without the expected text');
	});
}

test('the expected text is found across pieces, and ends an endless body', async t => {
	const {verdict} = await probeOf(t, answerWithoutEnd('HTTP/1.1 200 OK\r\n\r\nall w', 'ell, all w'), {body: 'all well'});
	assert.equal(verdict, 'passed');
});

test('an endless body without the expected text is not read to the end', async t => {
	const {verdict} = await probeOf(t, answerWithoutEnd('HTTP/1.1 200 OK\r\n\r\n', 'poor'.repeat(1000)), {body: 'all well'});
	assert.equal(verdict, 'failed');
});

test('a body that breaks off before the expected text fails at once', async t => {
	const {verdict, durationMs} = await probeOf(t, answer('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nall'), {body: 'all well'});
	assert.equal(verdict, 'failed');
	assert.ok(durationMs < 2000);
});
