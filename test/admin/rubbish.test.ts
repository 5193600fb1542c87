import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {Agent, request, type IncomingMessage} from 'node:http';
import test from 'node:test';
import fc from 'fast-check';
import {startAdmin} from './admin-harness.js';

const method = fc.oneof(
	{weight: 3, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE')},
	{weight: 1, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'post', 'X')},
);

const path = fc.oneof(
	{weight: 4, arbitrary: fc.constantFrom('/status', '/add', '/backends', '/backends/b1', '/backends/b2', '/backends/%62%31', '/settings', '/undo', '/pool', '/', '/events', '/requests', '/requests/1', '/requests/1/replay', '/history', '/metrics', '/livez', '/openapi.json')},
	fc.constantFrom('/backends/__proto__', '/backends/%zz', '/backends/', '//add', '/./status', '/backends/../status', '/status?x=%00', '/requests?since=-1&limit=1e9&filter=%ff', '/requests/%00', '/history?backend=__proto__', '/backends/b1?force=maybe', '*', 'http://x/status', '/\\', '/%2e%2e'),
	fc.string({unit: 'binary-ascii'}).map(text => `/${text.replaceAll(/[\s\0]/gv, '')}`),
	fc.webPath(),
);

const url = fc.oneof(fc.nat(65_535).map(port => `http://localhost:${port}`), fc.string({unit: 'binary'}), fc.webUrl(), fc.constantFrom('http://there', 'http://localhost:0', 'localhost:1', 'http://[::1'), fc.jsonValue());
const member = fc.oneof(url, fc.constantFrom('active', 'draining', 'gone', 1, 256, 257, 0, 1.5, null));
const object = fc.dictionary(fc.constantFrom('url', 'weight', 'state', '__proto__', 'constructor', 'id', ''), member).map(value => JSON.stringify(value));
const body = fc.oneof(object, fc.json(), fc.string({unit: 'binary'}), fc.constant('{"url": "http://there"}'), fc.constant('{"weight": 2}'), member.map(given => JSON.stringify({backends: [{url: given}]})));

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
	return {bytes: `${head}\r\n${sent}`.slice(0, given.cut), mayWrite: ['POST', 'PUT', 'PATCH', 'DELETE'].includes(given.method)};
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

/** Understood by every HTTP parser, so that what it asks for has to be refused for what it is. */
const wellFormed = fc.record({method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'), path, body, hasType: mostly});

const writes: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const manyRequests = 2500;
const connections = 16;

test('nor does any of thousands that come over a few connections at once', async t => {
	const {control, errors, server: {port}} = await startAdmin(t);
	await control.addBackend({url: 'http://there'});
	control.calls.length = 0;
	const agent = new Agent({keepAlive: true, maxSockets: connections});
	t.after(() => {
		agent.destroy();
	});
	// As many different ones as are quickly made, each some times over, with other things in between.
	const made = fc.sample(wellFormed, {numRuns: 1000});
	let sent = 0;
	let done = 0;
	const seen = new Map<number, number>();
	const sendNext = async (): Promise<void> => {
		const given = made[(sent * 7) % made.length]!;
		const isWrite = writes.has(given.method);
		const asked = request({
			port, host: '127.0.0.1', agent, method: given.method, path: encodeURI(given.path.toWellFormed()).replace(/^(?!\/)/v, '/'),
			headers: {...(given.hasType && {'content-type': 'application/json'}), ...(isWrite && {'content-length': Buffer.byteLength(given.body)})},
		});
		asked.end(isWrite ? given.body : undefined);
		const [response] = await once(asked, 'response') as [IncomingMessage];
		const status = response.statusCode!;
		seen.set(status, (seen.get(status) ?? 0) + 1);
		assert.ok(status < 500, `${given.method} ${given.path}: ${status}`);
		if (isWrite && status < 300) {
			done++;
		}

		if (response.headers['content-type'] === 'text/event-stream' && given.method === 'GET') {
			response.destroy();
		} else {
			response.resume();
			await once(response, 'end');
		}
	};

	await Promise.all(Array.from({length: connections}, async () => {
		while (sent++ < manyRequests) {
			// eslint-disable-next-line no-await-in-loop -- one after the other on each connection
			await sendNext();
		}
	}));

	// What is taken back when there is nothing is the only command that is given and refused.
	assert.ok(control.calls.filter(call => call !== 'undo').length <= done, 'something was done and not answered for');
	assert.deepEqual(errors, []);
	assert.ok([200, 400, 404, 405, 415].every(status => seen.has(status)), JSON.stringify([...seen]));
});
