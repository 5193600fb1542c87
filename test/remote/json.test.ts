import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import type * as z from 'zod';
import {eventToJson} from '../../source/admin/json/event-json.js';
import {exchangeToJson} from '../../source/admin/json/exchange-json.js';
import {historyToJson} from '../../source/admin/json/history-json.js';
import {logPageToJson} from '../../source/admin/json/record-json.js';
import {statusToJson} from '../../source/admin/json/status-json.js';
import type {Backend} from '../../source/model/backend.js';
import {ControlError} from '../../source/model/control-error.js';
import type {ControlEvent} from '../../source/model/event.js';
import {decode} from '../../source/remote/decode.js';
import {eventJson} from '../../source/remote/json/event-json.js';
import {exchangeJson} from '../../source/remote/json/exchange-json.js';
import {historyJson} from '../../source/remote/json/history-json.js';
import {logPageJson} from '../../source/remote/json/record-json.js';
import {statusJson} from '../../source/remote/json/status-json.js';
import {fakeBackend, fakeRecord, fakeStatus} from '../helpers/fake-control.js';

const at = Date.UTC(2026, 0, 2, 3, 4, 5, 6);

/** What a program would read of what an instance elsewhere tells. */
const carried = <Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> => {
	const text = JSON.stringify(json);
	return decode(schema, JSON.parse(text), 'http://far');
};

test('a status arrives as it was', () => {
	const recent = {requestsPerSecond: 1.5, p50Ms: 1, p95Ms: 2.5, p99Ms: 3, errorShare: 0.25};
	const check = {at, passed: false, durationMs: 4.5, reason: 'connection refused'};
	const full = fakeStatus({
		insecureBackends: true,
		captureBytes: 64_000,
		isPanic: true,
		phase: 'leaving',
		current: 1,
		recent,
		names: [{url: 'http+dns://a:80', weight: 2, addresses: 1}, {url: 'http+dns://b:80', weight: 1, addresses: 0, error: 'no such name'}],
		backends: [
			fakeBackend({id: 'b1', health: 'unknown', checks: []}),
			fakeBackend({
				id: 'b2',
				weight: 256,
				state: 'draining',
				health: 'unhealthy',
				healthReason: 'connection refused',
				healthSince: at,
				origin: 'http+srv://web',
				tier: 0,
				connections: 3,
				drainEndsAt: at + 1,
				isBeingRemoved: true,
				ejectedUntil: at + 2,
				share: 0.5,
				requests: 10,
				failures: 2,
				aborted: 26,
				oldestRequestMs: 14_250.5,
				lastCheck: check,
				checks: [{...check, passed: true}, {...check, hint: 'ask elsewhere'}],
				recent,
				healthCheck: {
					path: '/up', method: 'HEAD', expected: [204, [300, 399]], body: 'ok', headers: [['Host', 'a']], intervalMs: 10, timeoutMs: 5, rise: 2, fall: 3,
				},
			}),
		],
	});
	assert.deepEqual(carried(statusJson, statusToJson(full, '1.2.3')), full);
	const plain = fakeStatus({admin: undefined});
	assert.deepEqual(carried(statusJson, statusToJson(plain, '1.2.3')), plain);
});

const record = fakeRecord({
	number: 7,
	method: 'POST',
	target: '/a?b=\u{1B}',
	status: 502,
	requestId: 'r1',
	traceId: '0af7651916cd43dd8448eb211c80319c',
	tries: 2,
	failedTries: [{backend: {id: 'b1', url: 'http://a'}, reason: 'connection refused'}],
	error: 'backend_unreachable',
	errorDetail: 'Duplicate Content-Length.',
	replayOf: 3,
});

test('requests arrive as they were', () => {
	const {backend: _none, ...refused} = fakeRecord({number: 8});
	const page = {records: [record, refused], skipped: 4, last: 9};
	assert.deepEqual(carried(logPageJson, logPageToJson(page, true)), page);
});

test('the detail of a request arrives as it was', () => {
	const detail = {
		record,
		httpVersion: '1.1',
		requestHeaders: ['Host', 'a', 'Cookie', 'secret'],
		statusText: 'Bad Gateway',
		responseHeaders: ['X-A', '1', 'x-a', '2'],
		choice: {policy: 'first', reason: 'the first that is available'},
		phases: {queueMs: 1, earlierTriesMs: 2, connectMs: 3, tlsMs: 4, firstByteMs: 5, bodyMs: 6},
		reusedConnection: false,
		requestBody: {bytes: Buffer.from([0, 255, 10]), totalBytes: 30},
		responseBody: {bytes: Buffer.alloc(0), totalBytes: 0},
	} as const;
	assert.deepEqual(carried(exchangeJson, exchangeToJson(detail, true)), detail);
	// As of a request that could not be read.
	const bare = {record, httpVersion: '', requestHeaders: [], phases: {}};
	assert.deepEqual(carried(exchangeJson, exchangeToJson(bare, true)), bare);
});

test('history arrives as it was, without a bound too', () => {
	const none = {p50Ms: undefined, p95Ms: undefined, p99Ms: undefined};
	const history = {
		spanMs: 1000,
		points: [{at, requests: 0, errors: 0, ...none}, {at: at + 1000, requests: 2, errors: 1, p50Ms: 1, p95Ms: 2, p99Ms: 3}],
		latencies: [{upToMs: 1.5, count: 1}, {upToMs: Infinity, count: 1}],
	};
	assert.deepEqual(carried(historyJson, historyToJson(history)), history);
});

test('events arrive as they were', () => {
	const backend: Backend = {id: 'b1', url: 'http://a', weight: 3, state: 'draining', origin: 'http+dns://a:80', healthCheck: {path: '/up'}};
	const events: readonly ControlEvent[] = [
		{type: 'backend-added', at, backend},
		{type: 'backend-removed', at, backend: {id: 'b2', url: 'http://b', weight: 1, state: 'active'}},
		{type: 'backend-returned', at, backend},
		{type: 'health-check-changed', at, backend},
		{type: 'state-changed', at, backend, from: 'active', to: 'draining'},
		{type: 'weight-changed', at, backend, from: 1, to: 3},
		{type: 'health-changed', at, backend, from: 'unknown', to: 'unhealthy', reason: 'connection refused'},
		{type: 'health-changed', at, backend, from: 'healthy', to: 'unhealthy', reason: '404 Not Found', hint: 'ask elsewhere'},
		{type: 'backend-ejected', at, backend, reason: '5 failed', durationMs: 30_000},
		{type: 'stall-changed', at, backend, isStalled: true, waitedMs: 6012.5},
		{type: 'policy-changed', at, from: 'p2c', to: 'first'},
		{type: 'panic-changed', at, isPanic: true},
		{type: 'worker-restarted', at, worker: 1, reason: 'killed'},
		{type: 'name-removed', at, url: 'http+dns://a:80'},
		{type: 'name-changed', at, url: 'http+dns://a:80', from: 1, to: 4},
		{type: 'settings-changed', at, names: ['policy', 'rateLimit']},
		{type: 'settings-changed', at, names: ['capture', 'rateLimit'], remembered: ['rateLimit']},
		{type: 'settings-remembered', at, names: ['policy'], file: '/home/a/state.json'},
		{type: 'config-applied', at, file: 'proxy-tui.yaml'},
		{type: 'command', at, by: '127.0.0.1', what: 'added a backend'},
		{type: 'warning', at, message: 'the disk is full'},
	];
	assert.deepEqual(events.map(event => carried(eventJson, eventToJson(event))), events);
});

test('what a newer instance tells besides is left aside; what is missing is named', () => {
	const json = statusToJson(fakeStatus(), '9.0.0');
	assert.deepEqual(carried(statusJson, {...json, new_member: 1}), fakeStatus());
	const {totals: _totals, ...rest} = json;
	assert.throws(
		() => carried(statusJson, rest),
		(error: unknown) => error instanceof ControlError && error.code === 'unexpected_answer' && error.message.startsWith('The answer of http://far is not understood (totals: '),
	);
	assert.throws(() => carried(statusJson, 'hello'), {message: /\(body: /v});
});

test('ids, error codes and versions of another form are refused: they stand in titles and tables', () => {
	const [id, plain] = ['b1\u{1B}]0;owned\u{7}', fakeRecord({number: 1})];
	const refused: ReadonlyArray<readonly [z.ZodType, unknown]> = [
		...['', 'b', 'b1 ', 'B1', 'b1\n', '../b1', `b${'1'.repeat(16)}`, id].map(strange => [statusJson, statusToJson(fakeStatus({backends: [fakeBackend({id: strange, url: 'http://a'})]}), '1.2.3')] as const),
		[eventJson, eventToJson({type: 'backend-added', at, backend: {id, url: 'http://a', weight: 1, state: 'active'}})],
		[logPageJson, logPageToJson({records: [{...plain, backend: {id, url: 'http://a'}}], skipped: 0, last: 1}, false)],
		[logPageJson, logPageToJson({records: [{...plain, failedTries: [{backend: {id, url: 'http://a'}, reason: 'refused'}]}], skipped: 0, last: 1}, false)],
		[logPageJson, {requests: [{...(logPageToJson({records: [plain], skipped: 0, last: 1}, false) as {requests: object[]}).requests[0], error: '\u{1B}[2J'}], skipped: 0, last: 1}],
	];
	for (const [schema, json] of refused) {
		assert.throws(() => carried(schema, json), (error: unknown) => error instanceof ControlError && error.code === 'unexpected_answer', JSON.stringify(json));
	}

	assert.equal(carried(statusJson, statusToJson(fakeStatus({backends: [fakeBackend({id: 'b42'})]}), '1.2.3')).backends[0]!.id, 'b42');
});
