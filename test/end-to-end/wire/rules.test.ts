import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {answer, closeAtOnce} from '../../helpers/backend-scripts.js';
import {recordRequests} from '../../helpers/recording-script.js';
import type {RawResponse} from '../../helpers/raw-response.js';
import {startProxy} from '../../helpers/running-proxy.js';
import type {StrictRequest} from '../../helpers/strict-request.js';

const forward = async (t: TestContext, flags: readonly string[], target: string, ...fields: readonly string[]): Promise<StrictRequest> => {
	const recording = recordRequests();
	const proxy = await startProxy({scripts: [recording.script], flags});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send([`GET ${target} HTTP/1.1`, 'Host: a.example', ...fields, '', ''].join('\r\n'));
	assert.equal((await client.response()).status, 200);
	const [request] = recording.requests;
	assert.deepEqual(recording.problems, []);
	const {requestId} = await proxy.logRecord(1);
	assert.equal(request!.header('x-request-id'), requestId);
	return request!;
};

test('request fields are set, added, removed', async t => {
	const request = await forward(t, [
		'--request-header=X-Set: new',
		'--request-header',
		'+X-Add: second',
		'--request-header',
		'-X-Remove',
		'--request-header=+X-New: only one',
		'--request-header=User-Agent: mine/1.0 (a; b)',
		'--request-header=X-Kept:  "a: b, c"  ',
	], '/', 'X-Set: 1', 'x-set: 2', 'X-Add: first', 'X-Remove: gone', 'x-remove: gone', 'X-Other: stays');
	assert.deepEqual(
		['x-set', 'x-add', 'x-remove', 'x-new', 'user-agent', 'x-kept', 'x-other'].map(name => request.header(name)),
		['new', 'first, second', undefined, 'only one', 'mine/1.0 (a; b)', '"a: b, c"', 'stays'],
	);
});

test('values tell of the exchange', async t => {
	const request = await forward(t, [
		'--request-header=X-Real-IP: {client}',
		'--request-header=X-Trace: id={request_id};to={backend}',
		'--request-header=X-Json: {"a": {"b": 1}}',
	], '/', 'X-Real-IP: 9.9.9.9');
	assert.equal(request.header('x-real-ip'), '127.0.0.1');
	assert.match(request.header('x-trace')!, new RegExp(String.raw`^id=${request.header('x-request-id')};to=http://127\.0\.0\.1:\d+$`, 'v'));
	assert.equal(request.header('x-json'), '{"a": {"b": 1}}');
});

test('what the proxy itself says can be changed, too', async t => {
	const request = await forward(t, ['--request-header=X-Forwarded-Proto: https', '--request-header=-X-Forwarded-Port'], '/');
	assert.deepEqual([request.header('x-forwarded-proto'), request.header('x-forwarded-port')], ['https', undefined]);
});

test('another try gets the fields for its own backend', async t => {
	const recording = recordRequests();
	const proxy = await startProxy({scripts: [closeAtOnce, recording.script, closeAtOnce], flags: ['--request-header=+X-Backend: {backend}']});
	t.after(proxy.stop);
	for (let time = 0; time < 3; time++) {
		// eslint-disable-next-line no-await-in-loop -- The policy takes turns.
		const client = await proxy.connect();
		client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
		// eslint-disable-next-line no-await-in-loop -- The policy takes turns.
		assert.equal((await client.response()).status, 200);
	}

	assert.deepEqual(recording.requests.map(request => request.header('x-backend')), Array.from({length: 3}, () => proxy.backends[1]!.url));
});

test('a prefix is taken off paths, and backends are told', async t => {
	const request = await forward(t, ['--strip-prefix=/api/'], '/api/x?y=/api', 'X-Forwarded-Prefix: /evil');
	assert.deepEqual([request.target, request.header('x-forwarded-prefix')], ['/x?y=/api', '/api']);
});

test('a prefix that is taken off follows those that a trusted peer took off', async t => {
	const request = await forward(t, ['--strip-prefix=/api', '--trust-proxy=loopback'], '/api', 'X-Forwarded-Prefix: /outer');
	assert.deepEqual([request.target, request.header('x-forwarded-prefix')], ['/', '/outer/api']);
});

test('other paths are left alone', async t => {
	const request = await forward(t, ['--strip-prefix=/api'], '/apix');
	assert.deepEqual([request.target, request.header('x-forwarded-prefix')], ['/apix', undefined]);
});

test('the log has the target as the client sent it', async t => {
	const proxy = await startProxy({scripts: [recordRequests().script], flags: ['--strip-prefix=/api']});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send('GET /api/x HTTP/1.1\r\nHost: a\r\n\r\n');
	await client.response();
	assert.equal((await proxy.logRecord(1)).target, '/api/x');
});

test('backends can be told another Host', async t => {
	const request = await forward(t, ['--rewrite-host=b.example:8080'], '/');
	assert.deepEqual([request.header('host'), request.header('x-forwarded-host')], ['b.example:8080', 'a.example']);
});

test('backends can be told their own Host', async t => {
	const request = await forward(t, ['--change-origin'], 'http://b/');
	assert.match(request.header('host')!, /^127\.0\.0\.1:\d+$/v);
	assert.equal(request.header('x-forwarded-host'), 'b');
});

const respond = async (t: TestContext, flags: readonly string[], ...fields: readonly string[]): Promise<{response: RawResponse; requestId: string}> => {
	const proxy = await startProxy({scripts: [answer(['HTTP/1.1 200 OK', ...fields, 'Content-Length: 2', '', 'ok'].join('\r\n'))], flags});
	t.after(proxy.stop);
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	const response = await client.response();
	const {requestId} = await proxy.logRecord(1);
	return {response, requestId: requestId!};
};

test('response fields are set, added, removed', async t => {
	const {response, requestId} = await respond(t, [
		'--response-header',
		'-Server',
		'--response-header',
		'Cache-Control: no-store',
		'--response-header',
		'+Set-Cookie: b=2',
		'--response-header',
		'X-Request-Id: {request_id}',
		'--response-header',
		'X-Served-By: {backend} for {client}',
	], 'Server: secret/1.0', 'cache-control: public', 'Cache-Control: max-age=60', 'Set-Cookie: a=1');
	assert.deepEqual(['server', 'cache-control', 'set-cookie', 'x-request-id'].map(name => response.header(name)), [undefined, 'no-store', 'a=1, b=2', requestId]);
	assert.match(response.header('x-served-by')!, /^http:\/\/127\.0\.0\.1:\d+ for 127\.0\.0\.1$/v);
	assert.deepEqual([response.header('content-length'), response.body], ['2', 'ok']);
});
