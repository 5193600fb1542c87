import assert from 'node:assert/strict';
import test, {after} from 'node:test';
import type {SettingValue} from '../../../source/model/live-setting.js';
import {answer, closeAtOnce} from '../../helpers/backend-scripts.js';
import {clientScheme} from '../../helpers/lane.js';
import {recordRequests} from '../../helpers/recording-script.js';
import {startProxy} from '../../helpers/running-proxy.js';
import {shareProxy} from '../../helpers/shared-proxy.js';
import type {StrictRequest} from '../../helpers/strict-request.js';

const recording = recordRequests();
const {proxy, backend, begin, newestRecord} = await shareProxy();
after(proxy.stop);

type Settings = Readonly<Record<string, SettingValue>>;

/** Sends a request through a proxy with these settings, and gives back what the backend got for it. */
const forward = async (settings: Settings, target: string, ...fields: readonly string[]): Promise<StrictRequest> => {
	await begin([recording.script], settings);
	const client = await proxy.connect();
	client.send([`GET ${target} HTTP/1.1`, 'Host: a.example', ...fields, '', ''].join('\r\n'));
	assert.equal((await client.response()).status, 200);
	const request = recording.requests.pop()!;
	assert.deepEqual(recording.problems, []);
	return request;
};

test('request fields are set, added, removed', async () => {
	const requestHeader = ['X-Set: new', '+X-Add: second', '-X-Remove', '+X-New: only one', 'User-Agent: mine/1.0 (a; b)', 'X-Kept:  "a: b, c"  '];
	const request = await forward({requestHeader}, '/', 'X-Set: 1', 'x-set: 2', 'X-Add: first', 'X-Remove: gone', 'x-remove: gone', 'X-Other: stays');
	assert.deepEqual(
		['x-set', 'x-add', 'x-remove', 'x-new', 'user-agent', 'x-kept', 'x-other'].map(name => request.header(name)),
		['new', 'first, second', undefined, 'only one', 'mine/1.0 (a; b)', '"a: b, c"', 'stays'],
	);
});

test('values come from the exchange', async () => {
	const requestHeader = ['X-Real-IP: {client}', 'X-Trace: id={request_id};to={backend}', 'X-Json: {"a": {"b": 1}}'];
	const request = await forward({requestHeader}, '/', 'X-Real-IP: 9.9.9.9');
	const {requestId} = await newestRecord();
	assert.equal(request.header('x-request-id'), requestId);
	assert.equal(request.header('x-real-ip'), '127.0.0.1');
	assert.match(request.header('x-trace')!, new RegExp(String.raw`^id=${request.header('x-request-id')};to=http://127\.0\.0\.1:\d+$`, 'v'));
	assert.equal(request.header('x-json'), '{"a": {"b": 1}}');
});

test('what the proxy itself says can be changed, too', async () => {
	const request = await forward({requestHeader: ['X-Forwarded-Proto: https', '-X-Forwarded-Port']}, '/');
	assert.deepEqual([request.header('x-forwarded-proto'), request.header('x-forwarded-port')], ['https', undefined]);
});

test('another try gets the fields for its own backend, by rules of the command line', async t => {
	const two = await startProxy({
		scripts: [closeAtOnce, recording.script],
		flags: ['--policy=first', '--request-header=+X-Backend: {backend}', '--request-header', '-X-Remove'],
	});
	t.after(two.stop);
	const client = await two.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\nX-Remove: gone\r\n\r\n');
	assert.equal((await client.response()).status, 200);
	const request = recording.requests.pop()!;
	assert.deepEqual([request.header('x-backend'), request.header('x-remove')], [two.backends[1]!.url, undefined]);
});

test('a prefix is stripped from paths, and forwarded in a header', async () => {
	const request = await forward({stripPrefix: '/api/'}, '/api/x?y=/api', 'X-Forwarded-Prefix: /evil');
	assert.deepEqual([request.target, request.header('x-forwarded-prefix')], ['/x?y=/api', '/api']);
});

test('a prefix that is taken off follows those that a trusted peer took off', async () => {
	const request = await forward({stripPrefix: '/api', trustProxy: ['loopback']}, '/api', 'X-Forwarded-Prefix: /outer');
	assert.deepEqual([request.target, request.header('x-forwarded-prefix')], ['/', '/outer/api']);
});

test('other paths are left alone', async () => {
	const request = await forward({stripPrefix: '/api'}, '/apix');
	assert.deepEqual([request.target, request.header('x-forwarded-prefix')], ['/apix', undefined]);
});

test('the log has the target as the client sent it', async () => {
	const {target} = await forward({stripPrefix: '/api'}, '/api/x');
	assert.deepEqual([target, (await newestRecord()).target], ['/x', '/api/x']);
});

test('a prefix is taken off the path of a URL', async () => {
	const request = await forward({stripPrefix: '/api'}, `${clientScheme}://b/api?x`);
	assert.deepEqual([request.target, request.header('host'), request.header('x-forwarded-prefix')], ['/?x', 'b', '/api']);
});

test('Host can be rewritten for backends', async () => {
	const request = await forward({rewriteHost: 'b.example:8080'}, '/');
	assert.deepEqual([request.header('host'), request.header('x-forwarded-host')], ['b.example:8080', 'a.example']);
});

test('backends can get their own Host', async () => {
	const request = await forward({changeOrigin: true}, `${clientScheme}://b/`);
	assert.match(request.header('host')!, /^127\.0\.0\.1:\d+$/v);
	assert.equal(request.header('x-forwarded-host'), 'b');
});

test('response fields are set, added, removed', async () => {
	await begin([answer([
		'HTTP/1.1 200 OK',
		'Server: secret/1.0',
		'cache-control: public',
		'Cache-Control: max-age=60',
		'Set-Cookie: a=1',
		'Content-Length: 2',
		'',
		'ok',
	].join('\r\n'))], {
		responseHeader: ['-Server', 'Cache-Control: no-store', '+Set-Cookie: b=2', 'X-Request-Id: {request_id}', 'X-Served-By: {backend} for {client}'],
	});
	const client = await proxy.connect();
	client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
	const response = await client.response();
	const {requestId} = await newestRecord();
	assert.deepEqual(['server', 'cache-control', 'set-cookie', 'x-request-id'].map(name => response.header(name)), [undefined, 'no-store', 'a=1, b=2', requestId]);
	assert.equal(response.header('x-served-by'), `${backend.url} for 127.0.0.1`);
	assert.deepEqual([response.header('content-length'), response.body], ['2', 'ok']);
});
