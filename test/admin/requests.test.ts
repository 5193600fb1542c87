import assert from 'node:assert/strict';
import test from 'node:test';
import {exchangeWire} from '../../source/wire/exchange-detail.js';
import {openRequestsWire, requestPageWire} from '../../source/wire/request.js';
import {topRequestsWire} from '../../source/wire/top-list.js';
import {strictly} from '../../source/wire/wire.js';
import {FakeControl, fakeBackend, fakeOpenRequest, fakeRecord} from '../helpers/fake-control.js';
import {problemOf, startAdmin, type Admin} from './admin-harness.js';

const page = async (ask: Admin['ask'], query: string) => {
	const {records, ...rest} = strictly(requestPageWire).parse((await ask('GET', `/requests${query}`)).json);
	return {numbers: records.map(({number}) => number), ...rest};
};

test('requests are paged by number, newest by default', async t => {
	const {ask, control} = await startAdmin(t);
	assert.deepEqual(await page(ask, ''), {numbers: [], skipped: 0, last: 0, more: false});
	control.log(5);
	assert.deepEqual(await page(ask, '?since=1&limit=2'), {numbers: [2, 3], skipped: 0, last: 3, more: true});
	assert.deepEqual(await page(ask, '?since=3&limit=2'), {numbers: [4, 5], skipped: 0, last: 5, more: false});
	assert.deepEqual(await page(ask, '?since=5'), {numbers: [], skipped: 0, last: 5, more: false});
	assert.deepEqual(await page(ask, '?limit=2'), {numbers: [4, 5], skipped: 3, last: 5, more: false});
	assert.deepEqual(await page(ask, '?since=1&limit=2&newest=true'), {numbers: [4, 5], skipped: 2, last: 5, more: false});
});

test('requests are filtered as on the screen', async t => {
	const {ask, control} = await startAdmin(t);
	control.log(2);
	control.log(1, {status: 502, method: 'POST'});
	control.log(2);
	assert.deepEqual((await page(ask, '?filter=status:5xx')).numbers, [3]);
	assert.deepEqual((await page(ask, '?filter=!method:POST&limit=2&since=1')).numbers, [2, 4]);
	const wrong = problemOf(await ask('GET', '/requests?filter=nothing:1'));
	assert.equal(wrong.status, 400);
	assert.match(wrong.detail, /^filter: Unknown field/v);
});

test('open=true and is:open list requests in flight, filtered and limited', async t => {
	const {ask, control} = await startAdmin(t);
	control.log(1, {target: '/ended'});
	control.open = [fakeOpenRequest({target: '/old'}), fakeOpenRequest({target: '/x', phase: 'queue'}), fakeOpenRequest({target: '/new'})];
	const targets = async (query: string) => {
		const {requests, inFlight} = strictly(openRequestsWire).parse((await ask('GET', `/requests${query}`)).json);
		return [...requests.map(({target}) => target), inFlight];
	};

	assert.deepEqual(await targets('?open=true'), ['/old', '/x', '/new', 3]);
	assert.deepEqual(await targets('?filter=is:open&limit=1'), ['/old', 3]);
	assert.deepEqual(await targets('?open=true&filter=!path:/old'), ['/x', '/new', 3]);
	assert.deepEqual((await page(ask, '?filter=!is:open')).numbers, [1]);
});

test('who sends most is told as asked, and as documented', async t => {
	const {ask, control} = await startAdmin(t);
	const figures = {count: 2, bytes: 30, time: 4.5, rate_limited: 0, failures: 1};
	control.topList = {entries: [{name: '::1', ...figures}, {name: '::2', ...figures}], totals: figures, errorBounds: figures, spanMs: 65_000};
	control.log(3, {durationMs: 7});
	assert.deepEqual((await ask('GET', '/top?by=user_agent&measure=rate_limited&over=10m&limit=1')).json, {
		entries: [{name: '::1', ...figures}], totals: figures, error_bounds: figures, span_ms: 65_000,
	});
	assert.equal(strictly(topRequestsWire).parse((await ask('GET', '/top/requests?limit=2')).json).requests.length, 2);
	for (const query of ['?by=weather', '/requests?measure=count', '?over=1h', '?limit=101']) {
		// eslint-disable-next-line no-await-in-loop
		assert.equal(problemOf(await ask('GET', `/top${query}`)).status, 400, query);
	}
});

for (const query of ['?since=x', '?since=-1', '?limit=0', '?limit=1001', '?limit=1e2', '?sinc=1', '?since=1&since=2', '?newest=yes', '?open=1']) {
	test(`GET /requests${query} is refused`, async t => {
		const {ask} = await startAdmin(t);
		const {status, code} = problemOf(await ask('GET', `/requests${query}`));
		assert.deepEqual([status, code], [400, 'invalid_request']);
	});
}

const detail = {
	record: fakeRecord({number: 1}),
	httpVersion: '1.1',
	requestHeaders: ['Host', 'example.com', 'Authorization', 'Bearer secret'],
	statusText: 'OK',
	responseHeaders: ['Set-Cookie', 'session=secret; Path=/'],
	choice: {policy: 'round-robin', reason: 'next in turn'},
	phases: {queueMs: 0, firstByteMs: 1.25},
	reusedConnection: true,
	requestBody: {bytes: Uint8Array.of(104, 105), totalBytes: 2},
} as const;

const withDetail = (): FakeControl => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]});
	control.log(1);
	control.details.set(1, detail);
	return control;
};

test('one request is returned with all details, and is replayed', async t => {
	const {ask} = await startAdmin(t, {control: withDetail()});
	const shown = exchangeWire.schema.parse((await ask('GET', '/requests/1')).json);
	assert.deepEqual(shown['request_headers'], [['Host', 'example.com'], ['Authorization', 'Bearer secret']]);
	assert.deepEqual(shown['phases'], {queue_ms: 0, earlier_tries_ms: null, connect_ms: null, tls_ms: null, first_byte_ms: 1.25, body_ms: null});
	assert.deepEqual([shown['request_body'], shown['response_body']], [{base64: 'aGk=', total_bytes: 2}, null]);

	const again = strictly(exchangeWire).parse((await ask('POST', '/requests/1/replay')).json);
	assert.deepEqual([again.record.number, again.record.backend?.id], [2, 'b1']);
	const elsewhere = strictly(exchangeWire).parse((await ask('POST', '/requests/1/replay', {body: {backend: 'b2'}})).json);
	assert.equal(elsewhere.record.backend?.id, 'b2');
	assert.deepEqual((await Promise.all([['GET', '/requests/9'], ['GET', '/requests/x'], ['POST', '/requests/9/replay'], ['GET', '/requests/0x1']].map(async ([method, path]) => problemOf(await ask(method!, path!))))).map(({status, code}) => `${status} ${String(code)}`), Array.from({length: 4}, () => '404 exchange_not_found'));
	assert.equal(problemOf(await ask('POST', '/requests/1/replay', {body: {backnd: 'b2'}})).status, 400);
});

test('the read token shows neither credentials nor bodies, and cannot replay', async t => {
	const {ask} = await startAdmin(t, {control: withDetail(), token: 'right-token', readToken: 'read-token'});
	const headers = {authorization: 'Bearer read-token'};
	const reply = await ask('GET', '/requests/1', {headers});
	const shown = exchangeWire.schema.parse(reply.json) as {readonly request_headers: readonly unknown[]; readonly request_body: unknown};
	assert.doesNotMatch(reply.text, /secret/v);
	assert.deepEqual([shown.request_headers[1], shown.request_body], [['Authorization', 'Bearer ***'], null]);
	assert.equal(problemOf(await ask('POST', '/requests/1/replay', {headers})).code, 'read_only_token');
});

test('the history covers the last minutes, in total and by backend', async t => {
	const {ask} = await startAdmin(t, {control: withDetail()});
	assert.equal((await ask('GET', '/history')).status, 200);
	assert.equal((await ask('GET', '/history?backend=b1')).status, 200);
	assert.equal(problemOf(await ask('GET', '/history?backnd=b1')).status, 400);
});
