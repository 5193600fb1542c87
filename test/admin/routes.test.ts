import assert from 'node:assert/strict';
import test from 'node:test';
import {routes} from '../../source/admin/routes.js';
import type {BackendStatus} from '../../source/model/status.js';
import {backendWire, backendListWire} from '../../source/wire/backend.js';
import {undoneWire} from '../../source/wire/pool-change.js';
import {statusWire} from '../../source/wire/status.js';
import {strictly} from '../../source/wire/wire.js';
import {FakeControl, fakeBackend} from '../helpers/fake-control.js';
import {problemOf, startAdmin} from './admin-harness.js';

const read = (json: unknown): BackendStatus => strictly(backendWire).parse(json);

test('a backend is added, listed, shown, changed and removed', async t => {
	const {ask} = await startAdmin(t);

	const added = await ask('POST', '/backends', {body: {url: ' HTTP://LocalHost:80/ ', weight: 3}});
	assert.equal(added.status, 201);
	assert.equal(added.headers.location, '/backends/b1');
	const backend = backendWire.schema.parse(added.json);
	assert.deepEqual(['id', 'url', 'weight', 'state', 'health', 'alive'].map(name => backend[name]), ['b1', 'http://localhost', 3, 'active', 'unknown', true]);

	const listed = await ask('GET', '/backends');
	assert.equal(listed.status, 200);
	assert.deepEqual(backendListWire.schema.parse(listed.json), {backends: [backend]});

	const shown = await ask('GET', '/backends/b1');
	assert.equal(shown.status, 200);
	assert.deepEqual(shown.json, backend);

	const changed = await ask('PATCH', '/backends/b1', {body: {state: 'draining', weight: 256}});
	assert.equal(changed.status, 200);
	assert.deepEqual(changed.json, {...backend, state: 'draining', weight: 256, remark: 'round-robin ignores weights'});

	const removed = await ask('DELETE', '/backends/b1');
	assert.equal(removed.status, 204);
	assert.equal(removed.text, '');
	const left = await ask('GET', '/backends');
	assert.deepEqual(left.json, {backends: []});
});

test('the short way to add a backend answers with it, too', async t => {
	const {ask} = await startAdmin(t);
	const added = await ask('POST', '/add', {body: {url: 'http://localhost:3000'}});
	assert.equal(added.status, 201);
	assert.equal(read(added.json).url, 'http://localhost:3000');
});

test('the status is complete', async t => {
	const {ask} = await startAdmin(t, {
		control: new FakeControl({
			totals: {
				requests: 10, inFlight: 1, responsesByClass: [1, 2, 3, 4, 5], rateLimited: 6, unavailable: 7, aborted: 8, retries: 9, requestBytes: 11, responseBytes: 12,
			},
		}),
	});
	await ask('POST', '/add', {body: {url: 'http://a'}});
	await ask('POST', '/add', {body: {url: 'http://b'}});
	const {status, headers, json} = await ask('GET', '/status');
	assert.equal(status, 200);
	assert.equal(headers['content-type'], 'application/json');
	const {backends, now, uptime_ms: uptimeMs, ...rest} = statusWire.schema.parse(json) as {backends: ReadonlyArray<{url: string}>; now: string; uptime_ms: number; started_at: string};
	assert.deepEqual(backends.map(({url}) => url), ['http://a', 'http://b']);
	assert.equal(Date.parse(now), Date.parse(rest.started_at) + uptimeMs);
	assert.deepEqual(rest, JSON.parse(`{
		"current": 0, "version": "1.2.3", "pool_version": 3, "panic": false, "insecure_backends": false, "phase": "serving", "started_at": "2026-01-02T12:00:00.000Z",
		"proxy": {"host": "0.0.0.0", "port": 8000}, "admin": {"host": "127.0.0.1", "port": 8082}, "policy": "round-robin", "rate_limit": 100, "capture_bytes": 0, "names": [],
		"totals": {
			"requests": 10, "in_flight": 1, "responses": {"1xx": 1, "2xx": 2, "3xx": 3, "4xx": 4, "5xx": 5},
			"rate_limited": 6, "unavailable": 7, "aborted": 8, "retries": 9, "request_bytes": 11, "response_bytes": 12
		},
		"recent": {"requests_per_second": 0, "p50_ms": null, "p95_ms": null, "p99_ms": null, "error_share": null, "timings": null}
	}`));
});

test('one of state and weight may be changed alone', async t => {
	const {ask} = await startAdmin(t, {control: new FakeControl({policy: 'weighted'})});
	await ask('POST', '/add', {body: {url: 'http://a', weight: 2}});
	const weighed = await ask('PATCH', '/backends/b1', {body: {weight: 5}});
	const disabled = await ask('PATCH', '/backends/b1', {body: {state: 'disabled'}});
	assert.equal(read(weighed.json).state, 'active');
	assert.deepEqual([read(disabled.json).weight, read(disabled.json).state], [5, 'disabled']);
});

const refused: ReadonlyArray<readonly [what: string, method: string, path: string, body: unknown, status: number, code: string, detail: string]> = [
	['no URL', 'POST', '/add', {}, 400, 'invalid_request', '#/url: give a backend URL, such as http://localhost:3000.'],
	['a number for a URL', 'POST', '/add', {url: 1}, 400, 'invalid_request', '#/url: give a backend URL, such as http://localhost:3000.'],
	['a weight out of range', 'POST', '/backends', {url: 'http://a', weight: 0}, 400, 'invalid_request', '#/weight: give a whole number from 1 to 256.'],
	['a weight in words', 'POST', '/backends', {url: 'http://a', weight: '1'}, 400, 'invalid_request', '#/weight: give a whole number from 1 to 256.'],
	['an unknown member', 'POST', '/add', {url: 'http://a', wieght: 1}, 400, 'invalid_request', '#/wieght: give an object with url and, if you like, weight and health_check.'],
	['a list', 'POST', '/add', ['http://a'], 400, 'invalid_request', '#: give an object with url and, if you like, weight and health_check.'],
	['null', 'POST', '/add', null, 400, 'invalid_request', '#: give an object with url and, if you like, weight and health_check.'],
	['a name of every object', 'POST', '/add', '{"url": "http://a", "__proto__": {"weight": 2}}', 400, 'invalid_request', '#/__proto__: give an object with url and, if you like, weight and health_check.'],
	['another name of every object', 'POST', '/add', '{"url": "http://a", "constructor": {}}', 400, 'invalid_request', '#/constructor: give an object with url and, if you like, weight and health_check.'],
	['a URL that is none', 'POST', '/add', {url: 'localhost:3000'}, 400, 'invalid_backend', 'A backend URL starts with http:// or https://; did you mean http://localhost:3000?'],
	['a URL that is there already', 'POST', '/add', {url: 'http://there:80/'}, 409, 'duplicate_backend', 'http://there is in the pool already.'],
	['an unknown backend to show', 'GET', '/backends/b9', undefined, 404, 'backend_not_found', 'There is no backend with this id; GET /backends lists all.'],
	['an unknown backend to change', 'PATCH', '/backends/b9', {weight: 1}, 404, 'backend_not_found', 'There is no backend b9.'],
	['an unknown backend to remove', 'DELETE', '/backends/b9', undefined, 404, 'backend_not_found', 'There is no backend b9.'],
	['no change', 'PATCH', '/backends/b1', {}, 400, 'invalid_request', '#: give an object with state, weight or health_check.'],
	['a change of what cannot be changed', 'PATCH', '/backends/b1', {url: 'http://b'}, 400, 'invalid_request', '#/url: give an object with state, weight or health_check.'],
	['an unknown state', 'PATCH', '/backends/b1', {state: 'gone'}, 400, 'invalid_request', '#/state: give one of active, draining, disabled.'],
	['two mistakes', 'PATCH', '/backends/b1', {state: 'gone', weight: 1.5}, 400, 'invalid_request', '#/state: give one of active, draining, disabled. #/weight: give a whole number from 1 to 256.'],
	['broken JSON', 'POST', '/add', '{"url": "http://a"', 400, 'invalid_json', 'The body is not valid JSON: Expected \',\' or \'}\' after property value in JSON at position 18 (line 1 column 19).'],
	['no JSON', 'POST', '/add', '\n url', 400, 'invalid_json', 'The body is not valid JSON: Unresolved plain scalar "url" at line 2, column 2.'],
	['a member given twice', 'POST', '/add', '{"url": "http://a", "url": "http://b"}', 400, 'invalid_json', 'The body is not valid JSON: the member "url" is duplicated at line 1, column 21.'],
	['an empty body', 'POST', '/add', '', 400, 'invalid_json', 'The body is not valid JSON: Unexpected end of JSON input.'],
	['bytes that are no UTF-8', 'POST', '/add', Uint8Array.of(0x22, 0xFF, 0x22), 400, 'invalid_json', 'The body is not UTF-8.'],
	['an unknown resource', 'GET', '/nothing', undefined, 404, 'not_found', 'There is no such route; GET /status returns the status.'],
	['a resource with a slash behind it', 'GET', '/status/', undefined, 404, 'not_found', 'There is no such route; GET /status returns the status.'],
];

for (const [what, method, path, body, status, code, detail] of refused) {
	test(`${what} is refused, and changes nothing`, async t => {
		const {ask, control, errors} = await startAdmin(t);
		await control.addBackend({url: 'http://there'});
		const before = control.status();
		const reply = await ask(method, path, {body});
		assert.deepEqual(problemOf(reply), {status, code, detail});
		assert.deepEqual(control.status(), before);
		assert.deepEqual(errors, []);
	});
}

test('each problem of a body is listed with its position', async t => {
	const {ask} = await startAdmin(t);
	const {json} = await ask('POST', '/add', {body: {weight: 0, '~/': 1}});
	assert.deepEqual((json as Record<string, unknown>)['errors'], [
		{pointer: '#/url', detail: 'give a backend URL, such as http://localhost:3000'},
		{pointer: '#/weight', detail: 'give a whole number from 1 to 256'},
		{pointer: '#/~0~1', detail: 'give an object with url and, if you like, weight and health_check'},
	]);
});

for (const [code, status] of [['too_many_backends', 409], ['shutting_down', 503]] as const) {
	test(`a pool that says ${code} gets through to the client`, async t => {
		const {ask, control, errors} = await startAdmin(t);
		control.refuse(code);
		const reply = await ask('POST', '/add', {body: {url: 'http://a'}});
		assert.deepEqual(problemOf(reply), {status, code, detail: `Refused: ${code}.`});
		assert.deepEqual(errors, []);
	});
}

test('an unexpected error is reported, but not to the client', async t => {
	const {ask, control, errors} = await startAdmin(t);
	const failure = new TypeError('secret detail');
	control.failure = failure;
	const reply = await ask('GET', '/status');
	assert.equal(problemOf(reply).code, 'internal_error');
	assert.equal(reply.status, 500);
	assert.doesNotMatch(reply.text, /secret|TypeError|\.ts/v);
	assert.deepEqual(errors, [failure]);

	control.failure = undefined;
	const next = await ask('GET', '/status');
	assert.equal(next.status, 200);
});

const unknownMethods: ReadonlyArray<readonly [method: string, path: string, allow: string]> = [
	['POST', '/status', 'GET, HEAD, OPTIONS'],
	['GET', '/add', 'POST, OPTIONS'],
	['HEAD', '/add', 'POST, OPTIONS'],
	['DELETE', '/backends', 'GET, HEAD, POST, OPTIONS'],
	['PUT', '/backends/b1', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
	['TRACE', '/status', 'GET, HEAD, OPTIONS'],
	['PROPFIND', '/status', 'GET, HEAD, OPTIONS'],
];

for (const [method, path, allow] of unknownMethods) {
	test(`${method} ${path} is refused with the methods that are known`, async t => {
		const {ask} = await startAdmin(t);
		const {status, headers} = await ask(method, path);
		assert.deepEqual([status, headers.allow, headers['content-type']], [405, allow, 'application/problem+json']);
	});
}

test('OPTIONS names the methods, without letting other sites in', async t => {
	const {ask} = await startAdmin(t);
	const {status, headers, text} = await ask('OPTIONS', '/backends');
	assert.equal(status, 204);
	assert.equal(headers.allow, 'GET, HEAD, POST, OPTIONS');
	assert.equal(text, '');
	assert.deepEqual(Object.keys(headers).filter(name => name.startsWith('access-control')), []);
});

test('HEAD is GET without the body', async t => {
	const {ask} = await startAdmin(t);
	const found = await ask('HEAD', '/status');
	assert.deepEqual([found.status, found.text, found.headers['content-type']], [200, '', 'application/json']);
	const missing = await ask('HEAD', '/backends/b9');
	assert.deepEqual([missing.status, missing.text], [404, '']);
});

for (const [method, path] of [['GET', '/status'], ['GET', '/nothing'], ['PUT', '/add'], ['OPTIONS', '/add'], ['HEAD', '/status']] as const) {
	test(`the answer to ${method} ${path} is not stored or taken for another type`, async t => {
		const {ask} = await startAdmin(t);
		const {headers} = await ask(method, path);
		assert.deepEqual([headers['cache-control'], headers['x-content-type-options']], ['no-store', 'nosniff']);
	});
}

test('reading never changes anything', async t => {
	const {ask, control} = await startAdmin(t);
	await control.addBackend({url: 'http://a'});
	const before = control.status();
	// The stream of events has no end.
	const paths = routes.map(({path}) => path).filter(path => path !== '/events');
	await Promise.all(paths.map(async path => ask('GET', path.replace(':id', 'b1').replace(':number', '1'), {body: {url: 'http://b', weight: 9}})));
	assert.deepEqual(control.status(), before);
});

test('every route says in one sentence what it does', () => {
	assert.deepEqual(routes.filter(({summary}) => !/^[A-Z].*[^.]$/v.test(summary)), []);
	assert.equal(new Set(routes.map(({method, path}) => `${method} ${path}`)).size, routes.length);
});

test('a busy backend that is removed is shown as it drains, unless it is forced', async t => {
	const {ask} = await startAdmin(t, {control: new FakeControl({backends: [fakeBackend({id: 'b1', connections: 3}), fakeBackend({id: 'b2', connections: 3})]})});
	const drained = await ask('DELETE', '/backends/b1?force=false');
	assert.equal(drained.status, 202);
	const backend = read(drained.json);
	assert.deepEqual([backend.state, backend.connections, backend.isBeingRemoved], ['draining', 3, true]);
	const cut = await ask('DELETE', '/backends/b2?force=true');
	assert.equal(cut.status, 204);
	const wrong = await ask('DELETE', '/backends/b1?force=yes');
	assert.deepEqual(problemOf(wrong), {status: 400, code: 'invalid_request', detail: 'force: give true or false.'});
});

test('undo reverts and returns the last change, until none is left', async t => {
	const {ask} = await startAdmin(t);
	await ask('POST', '/add', {body: {url: 'http://a', weight: 2}});
	await ask('DELETE', '/backends/b1');
	const undone = await ask('POST', '/undo');
	assert.equal(undone.status, 200);
	assert.deepEqual(undoneWire.schema.parse(undone.json), {
		undone: {
			type: 'removed', index: 0, backend: {
				id: 'b1', url: 'http://a', origin: null, tier: null, weight: 2, state: 'active', health_check: null,
			},
		},
	});
	const none = await ask('POST', '/undo');
	assert.deepEqual(problemOf(none), {status: 409, code: 'nothing_to_undo', detail: 'There is nothing to undo.'});
});
