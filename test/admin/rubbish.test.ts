import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {createRandom} from '../../source/program/demo/random-numbers.js';
import {anyText} from '../helpers/any-text.js';
import {RawClient} from '../helpers/raw-client.js';
import type {RawResponse} from '../helpers/raw-response.js';
import {startAdmin} from './admin-harness.js';
import {readToken, token, wrongRequest} from './wrong-requests.js';

const method = fc.oneof(
	{weight: 3, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE')},
	{weight: 1, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'post', 'X')},
);

const path = fc.oneof(
	{weight: 4, arbitrary: fc.constantFrom('/status', '/add', '/backends', '/backends/b1', '/backends/b2', '/backends/%62%31', '/settings', '/undo', '/pool', '/', '/events', '/requests', '/requests/1', '/requests/1/replay', '/history', '/metrics', '/livez', '/openapi.json')},
	fc.constantFrom('/backends/__proto__', '/backends/%zz', '/backends/', '//add', '/./status', '/backends/../status', '/status?x=%00', '/requests?since=-1&limit=1e9&filter=%ff', '/requests/%00', '/history?backend=__proto__', '/backends/b1?force=maybe', '*', 'http://x/status', '/\\', '/%2e%2e'),
	fc.string({unit: 'binary-ascii'}).map(text => `/${text.replaceAll(/[\s\0]/gv, '')}`),
	fc.array(anyText()).map(steps => `/${steps.map(step => encodeURIComponent(step.toWellFormed())).join('/')}`),
);

const url = fc.oneof(fc.nat(65_535).map(port => `http://localhost:${port}`), anyText(), fc.domain().map(name => `http://${name}`), fc.constantFrom('http://there', 'http://localhost:0', 'localhost:1', 'http://[::1'), fc.jsonValue());
const member = fc.oneof(url, fc.constantFrom('active', 'draining', 'gone', 1, 256, 257, 0, 1.5, null));
const object = fc.dictionary(fc.constantFrom('url', 'weight', 'state', '__proto__', 'constructor', 'id', ''), member).map(value => JSON.stringify(value));
const body = fc.oneof(object, fc.json(), anyText(), fc.constant('{"url": "http://there"}'), fc.constant('{"weight": 2}'), member.map(given => JSON.stringify({backends: [{url: given}]})));

const header = fc.tuple(
	fc.constantFrom('Content-Type', 'Content-Encoding', 'Authorization', 'Origin', 'Sec-Fetch-Site', 'Expect', 'Upgrade', 'Range', 'If-Match', 'Host', 'Transfer-Encoding', 'Content-Length', 'Connection', 'X-HTTP-Method-Override'),
	fc.oneof(fc.string({unit: 'binary-ascii'}).map(text => text.replaceAll(/[\0\n\r]/gv, '')), fc.constantFrom('application/json', 'text/plain', 'gzip', 'chunked', '5', 'same-origin', 'DELETE', 'upgrade', '100-continue')),
).map(([name, value]) => `${name}: ${value}\r\n`);

const writes: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
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
	return {bytes: `${head}\r\n${sent}`.slice(0, given.cut), mayWrite: writes.has(given.method)};
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
	assert.ok(['200', '400', '404', '405'].every(status => seen.has(status)), [...seen].join(' '));
});

/** Understood by every HTTP parser, so that what it asks for has to be refused for what it is. */
const wellFormed = fc.record({method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'), path, body, hasType: mostly});

const connections = 8;
/** Sent at once before the first of them is answered. */
const pipelined = 25;
/** A connection is given up after so many of these rounds. */
const rounds = 8;

type Sent = {readonly bytes: string; readonly toHead: boolean};

/** Sends each and hands on its answer, over a few connections, many at a time. */
const sendAll = async <Request extends Sent>(port: number, requests: readonly Request[], onResponse: (request: Request, response: RawResponse) => void): Promise<void> => {
	const left = Array.from({length: Math.ceil(requests.length / pipelined)}, (_, index) => requests.slice(index * pipelined, (index + 1) * pipelined));
	await Promise.all(Array.from({length: connections}, async () => {
		/* eslint-disable no-await-in-loop -- one after the other on each connection */
		for (let batches = left.splice(0, rounds); batches.length > 0; batches = left.splice(0, rounds)) {
			const client = await RawClient.connect(port);
			for (const batch of batches) {
				client.send(batch.map(({bytes}) => bytes).join(''));
				for (const request of batch) {
					onResponse(request, await client.response(request.toHead));
				}
			}

			client.socket.destroy();
		}
		/* eslint-enable no-await-in-loop */
	}));
};

test('nor does any of a thousand that are well-formed and ask for anything', async t => {
	const {control, errors, server: {port}} = await startAdmin(t);
	await control.addBackend({url: 'http://there'});
	control.calls.length = 0;
	const made = fc.sample(wellFormed, {numRuns: 1000}).map(given => {
		const target = encodeURI(given.path.toWellFormed()).replace(/^(?!\/)/v, '/');
		// A stream of events would not end.
		const asked = given.method === 'GET' && target.startsWith('/events') ? 'HEAD' : given.method;
		const text = writes.has(asked) ? Buffer.from(given.body).toString('latin1') : '';
		return {
			mayWrite: writes.has(asked), toHead: asked === 'HEAD', bytes: `${asked} ${target} HTTP/1.1\r\nHost: localhost:${port}\r\n${given.hasType ? 'Content-Type: application/json\r\n' : ''}Content-Length: ${text.length}\r\n\r\n${text}`,
		};
	});
	const seen = new Set<number>();
	let done = 0;
	await sendAll(port, made, ({mayWrite, bytes}, {status}) => {
		assert.ok(status < 500, `${bytes}: ${status}`);
		seen.add(status);
		done += mayWrite && status < 300 ? 1 : 0;
	});

	// What is taken back when there is nothing is the only command that is given and refused.
	assert.ok(control.calls.filter(call => call !== 'undo').length <= done, 'something was done and not answered for');
	assert.deepEqual(errors, []);
	assert.ok([200, 400, 404, 405].every(status => seen.has(status)), JSON.stringify([...seen]));
});

test('nor any of thousands that are right but for one mistake, which is what they are refused for', async t => {
	const {control, errors, server: {port}} = await startAdmin(t, {token, readToken});
	await control.addBackend({url: 'http://there'});
	control.log(1);
	control.calls.length = 0;
	const before = control.status();
	const settings = control.settings();
	const seed = Math.floor(Math.random() * 1e9);
	const random = createRandom(seed);
	const seen = new Set<string>();
	const made = Array.from({length: 8500}, (_, index) => wrongRequest(random, port, index % 100 === 0));
	await sendAll(port, made, ({bytes, refusal}, response) => {
		const {status, code} = response.json() as {status: number; code: string};
		assert.equal(`${response.status} ${code}`, refusal, `${bytes.slice(0, 1000)} (seed ${seed})`);
		assert.deepEqual([status, response.header('content-type')], [response.status, 'application/problem+json']);
		seen.add(refusal);
	});

	assert.deepEqual([control.calls, control.status(), control.settings(), errors], [[], before, settings, []]);
	assert.equal(seen.size, 15, [...seen].join(', '));
});
