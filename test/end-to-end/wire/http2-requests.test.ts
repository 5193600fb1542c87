import assert from 'node:assert/strict';
import {constants} from 'node:http2';
import test, {after} from 'node:test';
import {askHttp2, connectHttp2} from '../../helpers/http2-client.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {shakeHands} from '../../helpers/tls-client.js';
import {tlsFlags} from '../../helpers/tls-files.js';

const recording = recordRequests();
const proxy = await startProxy({scripts: [recording.script], flags: [...tlsFlags(), '--forwarded', '--sticky=cookie', '--hsts=1h']});
const session = await connectHttp2(proxy.tlsPort!, {servername: 'b.example'});
after(async () => {
	session.destroy();
	await proxy.stop();
});

test('a request by HTTP/2 goes to a backend as one of HTTP/1.1, and its answer comes back', async () => {
	const answer = await askHttp2(session, {':path': '/a?b', 'user-agent': 'test'});
	assert.deepEqual([answer.status, answer.body, answer.code, answer.isComplete], [200, 'ok', 0, true]);
	assert.match(String(answer.headers['set-cookie']), /; Secure$/v);
	assert.equal(answer.headers['strict-transport-security'], 'max-age=3600');
	assert.match(String(answer.headers.via), /^1\.1 proxy-tui-/v);
	const request = recording.requests.pop()!;
	assert.deepEqual(
		['host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-host', 'forwarded', 'connection'].map(name => request.header(name)),
		['a.example', 'https', String(proxy.tlsPort), 'a.example', 'for=127.0.0.1;host="a.example";proto=https', 'keep-alive'],
	);
	assert.equal(request.target, '/a?b');
	assert.match(request.header('via')!, /^2\.0 proxy-tui-/v);
	const record = await proxy.logRecord(1);
	const {protocol, tls} = record;
	assert.deepEqual([protocol, tls?.version, tls?.serverName, tls?.isResumed], ['h2', 'TLSv1.3', 'b.example', false]);
	assert.match(tls!.cipher, /^TLS_AES_/v);
	assert.equal((await proxy.control.readExchange(1))!.httpVersion, '2.0');
	assert.deepEqual([record.method, record.target, record.status, record.scheme, record.responseBytes], ['GET', '/a?b', 200, 'https', 2]);
});

test('a request that came by HTTP/2 can be replayed', async () => {
	const {record} = await proxy.control.replay(1);
	assert.deepEqual([record.status, record.target, record.replayOf], [200, '/a?b', 1]);
	assert.equal(recording.requests.pop()!.header('host'), 'a.example');
});

test('cookies that came in a field each are one for backends', async () => {
	await askHttp2(session, {cookie: ['a=1', 'b=2', 'c=3']});
	assert.equal(recording.requests.pop()!.header('cookie'), 'a=1; b=2; c=3');
});

test('a Host that is not the authority is refused, and one that is goes out once', async () => {
	const refused = await askHttp2(session, {host: 'b.example'});
	assert.equal(refused.status, 400);
	assert.match(refused.body, /several Host fields/v);
	const same = await askHttp2(session, {host: 'A.example'});
	assert.equal(same.status, 200);
	assert.deepEqual(recording.requests.pop()!.fields.filter(([name]) => name.toLowerCase() === 'host').map(([, value]) => value), ['a.example']);
});

for (const [what, headers, status] of [
	['an unknown method', {':method': 'NONE'}, 501],
	['CONNECT', {':method': 'CONNECT', ':path': undefined}, 501],
	['a long target', {':path': `/${'a'.repeat(9000)}`}, 414],
	['a fragment', {':path': '/a#b'}, 400],
	['an ambiguous field', {content_length: '3'}, 400],
	['too many fields', Object.fromEntries(Array.from({length: 130}, (_, index) => [`a${index}`, 'b'])), 431],
] as const) {
	test(`it is checked as by HTTP/1.1: ${what}`, async () => {
		const answer = await askHttp2(session, headers);
		assert.deepEqual([answer.status, answer.isComplete], [status, true]);
		assert.equal(answer.headers['content-type'], 'application/problem+json');
	});
}

test('a login to a connection is sent to HTTP/1.1', async () => {
	const answer = await askHttp2(session, {':path': '/login', authorization: 'NTLM TlRMTVNTUAAB'});
	assert.deepEqual([answer.status, answer.code], [undefined, constants.NGHTTP2_HTTP_1_1_REQUIRED]);
	const record = await proxy.logRecord(proxy.control.status().totals.requests);
	assert.deepEqual([record.target, record.status, record.error], ['/login', 421, 'http_1_1_required']);
	assert.equal(recording.requests.at(-1)?.target, undefined);
});

test('a client that offers HTTP/1.1 alone, or nothing, is served by it', async () => {
	for (const ALPNProtocols of [['http/1.1'], []]) {
		// eslint-disable-next-line no-await-in-loop -- one connection after the other
		const socket = await shakeHands(proxy.tlsPort!, {ALPNProtocols});
		socket.write('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n');
		// eslint-disable-next-line no-await-in-loop -- one connection after the other
		const [bytes] = await new Promise<[Uint8Array]>(resolve => {
			socket.once('data', data => {
				resolve([data]);
			});
		});
		assert.match(String(bytes), /^HTTP\/1\.1 200/v);
		// eslint-disable-next-line no-await-in-loop -- one connection after the other
		const {protocol, tls} = await proxy.logRecord(proxy.control.status().totals.requests);
		assert.deepEqual([protocol, tls?.version, tls?.serverName], [undefined, 'TLSv1.3', undefined]);
		socket.destroy();
	}
});
