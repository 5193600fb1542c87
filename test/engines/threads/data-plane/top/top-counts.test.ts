import assert from 'node:assert/strict';
import test from 'node:test';
import type {Recorded} from '../../../../../source/engines/threads/data-plane/recording/describe-exchange.js';
import {TopCounts} from '../../../../../source/engines/threads/data-plane/top/top-counts.js';
import type {AccessLogEntry} from '../../../../../source/model/access-log-entry.js';
import type {TopSpan, TopSubject} from '../../../../../source/model/top-list.js';
import {fakeRecord} from '../../../../helpers/fake-control.js';

const start = () => {
	const clock = {now: 1000};
	const top = new TopCounts(() => clock.now);
	let sequence = 0;
	const names = (by: TopSubject, over: TopSpan): string => top.list(by, over).entries.map(({name, count}) => `${name} ${count}`).join(', ');
	return {
		clock,
		top,
		names,
		count(given: Partial<AccessLogEntry>) {
			const entry = fakeRecord({durationMs: 10, ...given, number: ++sequence});
			const recorded: Partial<Recorded> = {entry, startedAt: clock.now - entry.durationMs};
			top.count(recorded as Recorded);
		},
	};
};

test('requests are summed up by client, path, user agent and status', () => {
	const {top, count} = start();
	count({client: '::1', target: '/a?x=1', userAgent: 'curl', status: 429, error: 'rate_limited'});
	count({client: '::1', target: '/a?x=2', status: 502, requestBytes: 1000});
	const figures = {count: 2, bytes: 2024, time: 20, rate_limited: 1, failures: 1};
	const {entries, totals, errorBounds, spanMs} = top.list('client', '1m');
	assert.deepEqual({entries, totals, errorBounds, spanMs}, {entries: [{name: '::1', ...figures}], totals: figures, errorBounds: {count: 0, bytes: 0, time: 0, rate_limited: 0, failures: 0}, spanMs: 0});
	assert.deepEqual(top.list('path', '10m').entries, [{name: '/a', ...figures}]);
	assert.deepEqual(top.list('user_agent', '1m').entries.map(({name, bytes}) => [name, bytes]), [['curl', 512], ['', 1512]]);
	assert.deepEqual(top.list('status', '1m').entries.map(({name}) => name), ['429', '502']);
});

test('what ended more than one or ten minutes ago is left out, to a few seconds', () => {
	const {clock, names, count, top} = start();
	count({target: '/old'});
	for (let second = 1; second <= 55; second++) {
		clock.now += 1000;
		count({target: '/often'});
	}

	assert.equal(names('path', '1m'), '/old 1, /often 55');
	clock.now += 30_000;
	count({target: '/new'});
	assert.equal(names('path', '1m'), '/often 36, /new 1', 'of the last 65 seconds');
	assert.equal(names('path', '10m'), '/old 1, /often 55, /new 1');
	assert.ok(Math.abs(top.list('path', '1m').spanMs - 65_000) <= 10_000);
	clock.now += 9 * 60_000;
	count({target: '/newer'});
	assert.match(names('path', '10m'), /often 55.*newer 1/v);
	clock.now += 3 * 60_000;
	assert.equal(names('path', '1m'), '');
	assert.equal(names('path', '10m'), '/newer 1');
	clock.now += 9 * 60_000;
	assert.deepEqual([names('path', '10m'), top.list('path', '10m').spanMs], ['', 0]);
});

test('the slowest, the largest and the most often tried requests are kept with their details', () => {
	const {clock, top, count} = start();
	for (let index = 1; index <= 100; index++) {
		clock.now += 300;
		count({durationMs: index * 7 % 101, responseBytes: index * 11 % 101, attempts: index % 4});
	}

	const of = (measure: 'time' | 'bytes' | 'tries', over: TopSpan) => top.requests(measure, over).entries;
	assert.deepEqual(of('time', '1m').map(({durationMs}) => durationMs), Array.from({length: 20}, (_, rank) => 100 - rank));
	assert.deepEqual(of('bytes', '10m').map(({responseBytes}) => responseBytes), Array.from({length: 20}, (_, rank) => 100 - rank));
	assert.deepEqual(of('tries', '1m').map(({attempts}) => attempts), Array.from({length: 20}, () => 3));
	const [slowest] = of('time', '1m');
	assert.equal(top.get(slowest!.sequence)?.entry, slowest);
	assert.equal(top.get(1000), undefined);
	clock.now += 71_000;
	assert.deepEqual(of('time', '1m'), []);
	assert.equal(of('time', '10m').length, 20);
});
