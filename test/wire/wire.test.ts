import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {byProxy} from '../../source/model/actor.js';
import {ControlError} from '../../source/model/control-error.js';
import {decode} from '../../source/engines/remote/decode.js';
import {backendWire, backendListWire, configuredBackendWire} from '../../source/wire/backend.js';
import {eventPageWire, eventWire} from '../../source/wire/event.js';
import {exchangeWire} from '../../source/wire/exchange-detail.js';
import {healthCheckWire} from '../../source/wire/health-check.js';
import {certificateListWire} from '../../source/wire/certificate.js';
import {historyWire} from '../../source/wire/history.js';
import {undoneWire} from '../../source/wire/pool-change.js';
import {backendChangeWire, newBackendWire, poolWire} from '../../source/wire/pool.js';
import {openRequestsWire, requestWire, requestPageWire} from '../../source/wire/request.js';
import {settingsWire} from '../../source/wire/settings.js';
import {statusWire} from '../../source/wire/status.js';
import {topListWire, topRequestsWire} from '../../source/wire/top-list.js';
import {strictly, type Wire} from '../../source/wire/wire.js';
import {fakeBackend, fakeRecord, fakeStatus} from '../helpers/fake-control.js';
import {happened} from '../helpers/happened.js';
import * as models from './models.js';

/** What stands in an answer, or in a request. */
const sent = (json: unknown): unknown => {
	const body = JSON.stringify(json);
	return JSON.parse(body);
};

/** What a program would read of what an instance elsewhere tells. */
const carried = <Value>(wire: Wire<Value>, json: unknown): Value => decode(wire, sent(json), 'http://far');

const holds = <Value>(name: string, wire: Wire<Value>, values: fc.Arbitrary<Value>): void => {
	test(`${name}: what is sent is as documented, and arrives as it was`, () => {
		fc.assert(fc.property(values, value => {
			const json = sent(wire.encode(value));
			assert.deepEqual(carried(wire, json), value);
			assert.deepEqual(strictly(wire).parse(json), value);
		}));
	});
};

holds('health check', healthCheckWire, models.healthCheck);
holds('configured backend', configuredBackendWire, models.configured);
holds('backend', backendWire, models.backend);
holds('backends', backendListWire, models.backendList);
holds('status', statusWire, models.statusAnswer);
holds('event', eventWire, models.event);
holds('events', eventPageWire, models.eventPage);
holds('request', requestWire, models.request);
holds('requests', requestPageWire, models.requestPage);
holds('requests in flight', openRequestsWire, models.openRequests);
holds('top list', topListWire, models.topList);
holds('top requests', topRequestsWire, models.topRequests);
holds('exchange', exchangeWire, models.exchange);
holds('history', historyWire, models.history);
holds('certificates', certificateListWire, models.certificates);
holds('undone change', undoneWire, models.undone);
holds('settings', settingsWire, models.settings);
holds('pool', poolWire, models.pool);
holds('new backend', newBackendWire, models.newBackend);
holds('change of a backend', backendChangeWire, models.backendChange);

const statusJson = (backends = fakeStatus().backends): Readonly<Record<string, unknown>> =>
	statusWire.encode({status: fakeStatus({backends}), version: '9.0.0', now: 0, uptimeMs: 0});

test('unknown members of a newer instance are ignored; missing ones are named', () => {
	const json = statusJson();
	assert.deepEqual(carried(statusWire, {...json, new_member: 1}).status, fakeStatus());
	assert.deepEqual(carried(statusWire, {...json, lacks: ['flight', 'replay']}).status.lacks, ['replay']);
	assert.deepEqual(carried(statusWire, {...json, lacks: ['flight']}).status, fakeStatus());
	const {totals: _totals, ...rest} = json;
	assert.throws(
		() => carried(statusWire, rest),
		(error: unknown) => error instanceof ControlError && error.code === 'unexpected_answer' && error.message.startsWith('Unexpected response of http://far (totals: '),
	);
	assert.throws(() => carried(statusWire, 'hello'), {message: /\(body: /v});
});

test('members that an older instance lacks are absent', () => {
	const {now: _now, uptime_ms: _uptime, names: _names, panic: _panic, capture_bytes: _capture, ...older} = statusJson([fakeBackend({id: 'b1'})]);
	const [{recent_requests: _recent, aborted: _aborted, oldest_request_ms: _oldest, share: _share, checks: _checks, tier: _tier, ...first}] = older['backends'] as [Record<string, unknown>];
	assert.deepEqual(carried(statusWire, {...older, backends: [first]}), {status: fakeStatus({backends: [fakeBackend({id: 'b1'})]}), version: '9.0.0'});
});

test('events of instances that send text alone are parsed from it', () => {
	const at = '2026-01-02T00:00:00.000Z';
	const read = (event: unknown) => carried(eventWire, event);
	const told = {at: Date.parse(at), type: 'command', command: {type: 'other', words: 'Added http://a/, by b, weight 1'}};
	const older = {at, type: 'command', what: told.command.words};
	assert.deepEqual(read({...older, by: 'terminal'}), {...told, actor: {face: 'terminal'}});
	assert.deepEqual(read({...older, by: '127.0.0.1 with the token'}), {...told, actor: {face: 'api', name: '127.0.0.1 with the token'}});
	assert.deepEqual(read({at, type: 'panic-changed', panic: true}), {at: told.at, type: 'panic-changed', isPanic: true, actor: {face: 'unknown'}});
	for (const warning of [undefined, {type: 'meteor'}]) {
		assert.deepEqual(
			read({at, type: 'warning', message: 'careful', warning}),
			{at: told.at, type: 'warning', warning: {type: 'other', words: 'careful'}, actor: {face: 'unknown'}},
		);
	}

	const backend = {id: 'b1', url: 'http://a', weight: 1, state: 'active'} as const;
	const ejected = eventWire.encode(happened({type: 'backend-ejected', backend, outlier: {type: 'error-rate', percent: 60, requests: 20}, durationMs: 1}));
	const {outlier: _outlier, ...olderEjected} = ejected as unknown as Record<string, unknown>;
	assert.equal(olderEjected['reason'], '60 % of 20 requests failed');
	assert.deepEqual(read(olderEjected), happened({type: 'backend-ejected', backend, outlier: {type: 'other', words: '60 % of 20 requests failed'}, durationMs: 1}));
	const newer = {...older, by: 'x', actor: {face: 'mobile', name: 'x'}, command_id: '1', command: {type: 'move', url: 'http://a'}};
	assert.deepEqual(read(newer), {...told, actor: {face: 'unknown', name: 'x'}, commandId: '1'});
});

test('what scripts read of commands and warnings stays as it is; who and what, as data, stand beside it', () => {
	const json = eventWire.encode({type: 'command', at: 0, actor: {face: 'api', name: '::1'}, commandId: '7', command: {type: 'add', url: 'http://a/, by b', weight: 2}});
	assert.deepEqual(json, {
		type: 'command', at: '1970-01-01T00:00:00.000Z', by: '::1', what: 'Added http://a/, by b, weight 2',
		actor: {face: 'api', name: '::1'}, command_id: '7', command: {type: 'add', url: 'http://a/, by b', weight: 2},
	});
	assert.deepEqual(eventWire.encode(happened({type: 'warning', warning: {type: 'drain-timed-out', url: 'http://a', left: 1}})), {
		type: 'warning', at: '1970-01-01T00:00:00.000Z', message: 'http://a has not drained in time: 1 in flight was cut off.',
		actor: {face: 'proxy', name: null}, warning: {type: 'drain-timed-out', url: 'http://a', left: 1},
	});
});

test('ids, error codes and versions of another form are refused: they stand in titles and tables', () => {
	const [id, plain] = ['b1\u{1B}]0;owned\u{7}', fakeRecord({number: 1})];
	const page = {skipped: 0, last: 1, more: false};
	const refused: ReadonlyArray<readonly [Wire<unknown>, unknown]> = [
		...['', 'b', 'b1 ', 'B1', 'b1\n', '../b1', `b${'1'.repeat(16)}`, id].map(strange => [statusWire, statusJson([fakeBackend({id: strange, url: 'http://a'})])] as const),
		[eventWire, eventWire.encode({type: 'backend-added', ...byProxy, at: 0, backend: {id, url: 'http://a', weight: 1, state: 'active'}})],
		[requestPageWire, requestPageWire.encode({...page, records: [{...plain, backend: {id, url: 'http://a'}}]})],
		[requestPageWire, requestPageWire.encode({...page, records: [{...plain, failedAttempts: [{backend: {id, url: 'http://a'}, reason: 'refused'}]}]})],
		[requestPageWire, requestPageWire.encode({...page, records: [{...plain, error: '\u{1B}[2J' as 'internal_error'}]})],
		[exchangeWire, exchangeWire.encode({record: plain, httpVersion: '1.1\u{1B}', requestHeaders: [], phases: {}})],
	] as ReadonlyArray<readonly [Wire<unknown>, unknown]>;
	for (const [wire, json] of refused) {
		assert.throws(() => carried(wire, json), (error: unknown) => error instanceof ControlError && error.code === 'unexpected_answer', JSON.stringify(json));
	}

	assert.equal(carried(statusWire, statusJson([fakeBackend({id: 'b42'})])).status.backends[0]!.id, 'b42');
});
