import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {ControlError} from '../../source/model/control-error.js';
import {decode} from '../../source/remote/decode.js';
import {backend, backendList, configuredBackend} from '../../source/wire/backend.js';
import {event} from '../../source/wire/event.js';
import {exchange} from '../../source/wire/exchange.js';
import {healthCheck} from '../../source/wire/health-check.js';
import {history} from '../../source/wire/history.js';
import {undone} from '../../source/wire/pool-change.js';
import {backendChange, newBackend, pool} from '../../source/wire/pool.js';
import {request, requestPage} from '../../source/wire/request.js';
import {settings} from '../../source/wire/settings.js';
import {statusAnswer} from '../../source/wire/status.js';
import {strictly, type Wire} from '../../source/wire/wire.js';
import {fakeBackend, fakeRecord, fakeStatus} from '../helpers/fake-control.js';
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

holds('health check', healthCheck, models.healthCheck);
holds('configured backend', configuredBackend, models.configured);
holds('backend', backend, models.backend);
holds('backends', backendList, models.backendList);
holds('status', statusAnswer, models.statusAnswer);
holds('event', event, models.event);
holds('request', request, models.request);
holds('requests', requestPage, models.requestPage);
holds('exchange', exchange, models.exchange);
holds('history', history, models.history);
holds('undone change', undone, models.undone);
holds('settings', settings, models.settings);
holds('pool', pool, models.pool);
holds('new backend', newBackend, models.newBackend);
holds('change of a backend', backendChange, models.backendChange);

const statusJson = (backends = fakeStatus().backends): Readonly<Record<string, unknown>> =>
	statusAnswer.encode({status: fakeStatus({backends}), version: '9.0.0', now: 0, uptimeMs: 0});

test('what a newer instance tells besides is left aside; what is missing is named', () => {
	const json = statusJson();
	assert.deepEqual(carried(statusAnswer, {...json, new_member: 1}).status, fakeStatus());
	const {totals: _totals, ...rest} = json;
	assert.throws(
		() => carried(statusAnswer, rest),
		(error: unknown) => error instanceof ControlError && error.code === 'unexpected_answer' && error.message.startsWith('The answer of http://far is not understood (totals: '),
	);
	assert.throws(() => carried(statusAnswer, 'hello'), {message: /\(body: /v});
});

test('what an older instance does not tell yet is taken to be absent', () => {
	const {now: _now, uptime_ms: _uptime, names: _names, panic: _panic, capture_bytes: _capture, ...older} = statusJson([fakeBackend({id: 'b1'})]);
	const [{recent_requests: _recent, aborted: _aborted, oldest_request_ms: _oldest, share: _share, checks: _checks, tier: _tier, ...first}] = older['backends'] as [Record<string, unknown>];
	assert.deepEqual(carried(statusAnswer, {...older, backends: [first]}), {status: fakeStatus({backends: [fakeBackend({id: 'b1'})]}), version: '9.0.0'});
});

test('ids, error codes and versions of another form are refused: they stand in titles and tables', () => {
	const [id, plain] = ['b1\u{1B}]0;owned\u{7}', fakeRecord({number: 1})];
	const page = {skipped: 0, last: 1, more: false};
	const refused: ReadonlyArray<readonly [Wire<unknown>, unknown]> = [
		...['', 'b', 'b1 ', 'B1', 'b1\n', '../b1', `b${'1'.repeat(16)}`, id].map(strange => [statusAnswer, statusJson([fakeBackend({id: strange, url: 'http://a'})])] as const),
		[event, event.encode({type: 'backend-added', at: 0, backend: {id, url: 'http://a', weight: 1, state: 'active'}})],
		[requestPage, requestPage.encode({...page, records: [{...plain, backend: {id, url: 'http://a'}}]})],
		[requestPage, requestPage.encode({...page, records: [{...plain, failedTries: [{backend: {id, url: 'http://a'}, reason: 'refused'}]}]})],
		[requestPage, requestPage.encode({...page, records: [{...plain, error: '\u{1B}[2J' as 'internal_error'}]})],
		[exchange, exchange.encode({record: plain, httpVersion: '1.1\u{1B}', requestHeaders: [], phases: {}})],
	] as ReadonlyArray<readonly [Wire<unknown>, unknown]>;
	for (const [wire, json] of refused) {
		assert.throws(() => carried(wire, json), (error: unknown) => error instanceof ControlError && error.code === 'unexpected_answer', JSON.stringify(json));
	}

	assert.equal(carried(statusAnswer, statusJson([fakeBackend({id: 'b42'})])).status.backends[0]!.id, 'b42');
});
