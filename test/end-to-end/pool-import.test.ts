import assert from 'node:assert/strict';
import test, {after, before, beforeEach} from 'node:test';
import {poolEntries} from '../../source/model/pool-entries.js';
import type {ControlEvent} from '../../source/model/event.js';
import {answer, hang, requestHead} from '../helpers/backend-scripts.js';
import {send, type Answer} from '../helpers/http-client.js';
import {type RunningProxy, startProxy} from '../helpers/running-proxy.js';

let proxy: RunningProxy;

before(async () => {
	proxy = await startProxy({scripts: [hang], urls: ['http://127.0.0.1:1', 'http://127.0.0.1:2'], flags: ['--threads=2']});
});
after(async () => {
	await proxy.stop();
});

const put = async (pool: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
	send(proxy.adminPort, {method: 'PUT', path: '/pool', headers: {'content-type': 'application/json', ...headers}}, JSON.stringify(pool));
const get = async (): Promise<Answer> => send(proxy.adminPort, {path: '/pool'});
const poolNow = async (): Promise<unknown> => JSON.parse((await get()).body);

/** In short: `1:1 2:3:disabled`, by ports. */
const inShort = (): string => proxy.control.status().backends.map(({url, weight, state}) => `${new URL(url).port}:${weight}${state === 'active' ? '' : `:${state}`}`).join(' ');
const entry = (port: number, more: object = {}) => ({url: `http://127.0.0.1:${port}`, ...more});

beforeEach(async () => {
	await proxy.control.replacePool([]);
	await proxy.control.replacePool([entry(1), entry(2)]);
	assert.equal(inShort(), '1:1 2:1');
});

test('what the pool tells of itself brings it back', async () => {
	const {control} = proxy;
	const [first] = control.status().backends;
	await control.updateBackend(first!.id, {weight: 7, state: 'disabled', healthCheck: {path: '/up', headers: [['Host', 'there']], intervalMs: 5000}});
	const kept = await poolNow();
	assert.deepEqual(kept, {backends: [
		{...entry(1), weight: 7, state: 'disabled', health_check: {path: '/up', headers: {Host: 'there'}, interval_ms: 5000}}, {...entry(2), weight: 1, state: 'active'},
	]});

	const {version} = control.status();
	assert.equal((await put(kept)).status, 200);
	assert.equal(control.status().version, version, 'nothing had to be changed');

	await put({backends: [entry(3)]});
	assert.equal(inShort(), '3:1');
	const answered = await put(kept);
	assert.deepEqual([answered.status, JSON.parse(answered.body)], [200, kept]);
	assert.deepEqual(await poolNow(), kept);
});

test('what is there keeps its id; the rest is added, changed and removed at once, and told of', async () => {
	const {control} = proxy;
	const events: ControlEvent[] = [];
	const unsubscribe = control.subscribe(event => {
		events.push(event);
	});
	const second = control.status().backends[1]!.id;
	const answered = await put({backends: [entry(5, {weight: 9}), entry(2, {weight: 4, health_check: {path: '/x'}}), entry(6, {state: 'disabled', health_check: null})]});
	unsubscribe();
	assert.equal(answered.status, 200);
	assert.equal(inShort(), '2:4 5:9 6:1:disabled');
	assert.equal(control.status().backends[0]!.id, second);
	assert.deepEqual(events.map(({type}) => type).filter(type => type !== 'health-changed').toSorted((a, b) => a.localeCompare(b)), ['backend-added', 'backend-added', 'backend-removed', 'command', 'health-check-changed', 'weight-changed']);
	const command = events.find(event => event.type === 'command');
	assert.deepEqual([command?.actor, command?.command], [{face: 'api', name: '127.0.0.1'}, {type: 'replace-pool', entries: 3}]);
	assert.deepEqual(new Set(events.filter(({type}) => type !== 'health-changed').map(({commandId}) => commandId)), new Set([command?.commandId]));

	// Entries are whole: what one does not say is as usual.
	await put({backends: [entry(2)]});
	assert.deepEqual(poolEntries(control.status()), [{...entry(2), weight: 1, state: 'active'}]);
	await control.undo();
	assert.match(inShort(), /^2:/v);
});

const tooMany = Array.from({length: 16_384}, (_, index) => entry(10_000 + (index % 50_000)));
const refused: ReadonlyArray<readonly [what: string, pool: unknown, status: number, code: string, detail: RegExp]> = [
	['one URL that is none among good ones', {backends: [entry(8), {url: 'localhost:9'}, entry(9)]}, 400, 'invalid_backend', /"localhost:9": A backend URL starts with http:\/\//v],
	['the same one twice, written differently', {backends: [entry(8), {url: 'HTTP://127.0.0.1:8/'}]}, 409, 'duplicate_backend', /it is duplicated/v],
	['a weight out of range', {backends: [entry(1), entry(2, {weight: 257})]}, 400, 'invalid_request', /^#\/backends\/1\/weight: /v],
	['an unknown state', {backends: [entry(1, {state: 'gone'})]}, 400, 'invalid_request', /^#\/backends\/0\/state: /v],
	['a health check that cannot be made', {backends: [entry(8), entry(1, {health_check: {method: 'HEAD', body: 'ok'}})]}, 400, 'invalid_backend', /a response to HEAD has no body/v],
	['a name that is none', {backends: [entry(8), {url: 'http+dns://a b'}]}, 400, 'invalid_backend', /A backend name looks like/v],
	['a name with a state', {backends: [{url: 'http+dns://web.internal', state: 'disabled'}]}, 400, 'invalid_backend', /a DNS name has neither state nor health checks/v],
	['more than there is room for', {backends: tooMany}, 409, 'too_many_backends', /it has room for \d+ more backends, not for 16384/v],
	['no list', {backends: {}}, 400, 'invalid_request', /give a list of backends/v],
	['something else beside', {backends: [], policy: 'p2c'}, 400, 'invalid_request', /^#\/policy: /v],
	['nothing but wrong entries', {backends: Array.from({length: 5000}, () => 1)}, 400, 'invalid_request', /^#\/backends\/0: /v],
];

const checkRefusal = async (pool: unknown, status: number, code: string, detail: RegExp): Promise<void> => {
	const {version} = proxy.control.status();
	const answered = await put(pool);
	const problem = JSON.parse(answered.body) as {readonly code: string; readonly detail: string};
	assert.deepEqual([answered.status, problem.code], [status, code], answered.body.slice(0, 200));
	assert.match(problem.detail, detail);
	assert.ok(answered.body.length < 10_000);
	assert.equal(proxy.control.status().version, version);
	assert.equal(inShort(), '1:1 2:1');
};

for (const [what, ...refusal] of refused) {
	test(`a pool that is wrong in any place changes nothing: ${what}`, async () => {
		await checkRefusal(...refusal);
	});
}

test('a pool that was decided on an older one is refused', async () => {
	const {headers} = await get();
	await proxy.control.updateBackend(proxy.control.status().backends[0]!.id, {weight: 3});
	const stale = await put({backends: []}, {'if-match': headers.etag!});
	assert.deepEqual([stale.status, inShort()], [412, '1:3 2:1']);
	const fresh = await put({backends: [entry(2)]}, {'if-match': (await get()).headers.etag!});
	assert.deepEqual([fresh.status, inShort()], [200, '2:1']);
});

test('a busy backend that is no longer wanted drains; wanted again, it stays', async () => {
	const {control, backends} = proxy;
	const {port} = new URL(backends[0]!.url);
	const asked = Promise.withResolvers<undefined>();
	backends[0]!.setScript(async connection => {
		await requestHead(connection);
		if (connection.received.startsWith('GET /long ')) {
			asked.resolve(undefined);
		}
	});
	await control.replacePool([entry(Number(port))]);
	const client = await proxy.connect();
	client.send('GET /long HTTP/1.1\r\nHost: x\r\n\r\n');
	await asked.promise;

	await put({backends: [entry(1)]});
	assert.equal(inShort(), `${port}:1:draining 1:1`);
	assert.deepEqual(await poolNow(), {backends: [{...entry(1), weight: 1, state: 'active'}]}, 'what leaves is no part of it');

	backends[0]!.setScript(answer('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'));
	await put({backends: [entry(Number(port)), entry(1)]});
	assert.equal(inShort(), `${port}:1 1:1`);
	assert.equal(control.status().backends[0]!.isBeingRemoved, undefined);
	assert.equal(control.status().totals.inFlight, 1, 'and nothing was cut off');
});
