import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {startAdmin} from './admin-harness.js';

const method = fc.oneof(
	{weight: 3, arbitrary: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE')},
	{weight: 1, arbitrary: fc.constantFrom('HEAD', 'PUT', 'OPTIONS', 'TRACE', 'QUERY', 'post', 'X')},
);

const path = fc.oneof(
	{weight: 4, arbitrary: fc.constantFrom('/status', '/add', '/backends', '/backends/b1', '/backends/b2', '/backends/%62%31', '/settings', '/undo', '/requests', '/requests/1', '/requests/1/replay', '/history', '/metrics', '/livez', '/openapi.json')},
	fc.constantFrom('/backends/__proto__', '/backends/%zz', '/backends/', '//add', '/./status', '/backends/../status', '/status?x=%00', '/requests?since=-1&limit=1e9&filter=%ff', '/requests/%00', '/history?backend=__proto__', '/backends/b1?force=maybe', '*', 'http://x/status', '/\\', '/%2e%2e'),
	fc.string({unit: 'binary-ascii'}).map(text => `/${text.replaceAll(/[\s\0]/gv, '')}`),
	fc.webPath(),
);

const url = fc.oneof(fc.nat(65_535).map(port => `http://localhost:${port}`), fc.string({unit: 'binary'}), fc.webUrl(), fc.constantFrom('http://there', 'http://localhost:0', 'localhost:1', 'http://[::1'), fc.jsonValue());
const member = fc.oneof(url, fc.constantFrom('active', 'draining', 'gone', 1, 256, 257, 0, 1.5, null));
const object = fc.dictionary(fc.constantFrom('url', 'weight', 'state', '__proto__', 'constructor', 'id', ''), member).map(value => JSON.stringify(value));
const body = fc.oneof(object, fc.json(), fc.string({unit: 'binary'}), fc.constant('{"url": "http://there"}'), fc.constant('{"weight": 2}'));

const header = fc.tuple(
	fc.constantFrom('Content-Type', 'Content-Encoding', 'Authorization', 'Origin', 'Sec-Fetch-Site', 'Expect', 'Upgrade', 'Range', 'If-Match', 'Host', 'Transfer-Encoding', 'Content-Length', 'Connection', 'X-HTTP-Method-Override'),
	fc.oneof(fc.string({unit: 'binary-ascii'}).map(text => text.replaceAll(/[\0\n\r]/gv, '')), fc.constantFrom('application/json', 'text/plain', 'gzip', 'chunked', '5', 'same-origin', 'DELETE', 'upgrade', '100-continue')),
).map(([name, value]) => `${name}: ${value}\r\n`);

const mostly = fc.constantFrom(true, true, true, false);

type Rubbish = {
	readonly bytes: string;
	/** Whether it may have been understood as a request that changes the pool. */
	readonly mayWrite: boolean;
};

const rubbish = (port: number): fc.Arbitrary<Rubbish> => fc.record({
	method, path, body, headers: fc.oneof(fc.constant([]), fc.array(header, {maxLength: 3})), hasType: mostly, hasLength: mostly, cut: fc.oneof({weight: 9, arbitrary: fc.constant(undefined)}, fc.nat(400)),
}).map(given => {
	const sent = Buffer.from(given.body).toString('latin1');
	const head = [
		`${given.method} ${given.path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n`,
		...given.headers,
		given.hasType ? 'Content-Type: application/json\r\n' : '',
		given.hasLength ? `Content-Length: ${sent.length}\r\n` : '',
	].join('');
	return {bytes: `${head}\r\n${sent}`.slice(0, given.cut), mayWrite: ['POST', 'PATCH', 'DELETE'].includes(given.method)};
});

test('no request, however it is made, gets a server error or changes the pool when it is refused', async t => {
	const {control, errors, exchangeRaw, server: {port}} = await startAdmin(t);
	await control.addBackend({url: 'http://there'});
	const seen = new Set<string>();

	await fc.assert(fc.asyncProperty(rubbish(port), async ({bytes, mayWrite}) => {
		const before = control.status();
		const reply = await exchangeRaw(bytes);
		const status = /^HTTP\/1\.1 (?<status>\d{3}) /v.exec(reply)?.groups?.['status'] ?? 'none';
		seen.add(status);
		assert.doesNotMatch(status, /^5/v);
		const {version, backends} = control.status();
		assert.ok((mayWrite && status.startsWith('2')) || version === before.version, `${status} changed the pool`);
		assert.deepEqual(Object.keys(Object.prototype), []);
		assert.ok(backends.length <= 50);
	}), {numRuns: 500});

	assert.deepEqual(errors, []);
	assert.ok(['200', '400', '404', '405', '415'].every(status => seen.has(status)), [...seen].join(' '));
});
