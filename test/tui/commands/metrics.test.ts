import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {History, HistoryPoint} from '../../../source/model/history.js';
import {binLatencies} from '../../../source/tui/chart/histogram.js';
import {seriesOf} from '../../../source/tui/chart/series.js';
import type {Size} from '../../../source/tui/state/screen-state.js';
import {FakeControl, fakeBackend} from '../../helpers/fake-control.js';
import {ScreenSession} from '../../helpers/screen-session.js';

const noon = Date.UTC(2026, 0, 2, 12);

const historyOf = (points: ReadonlyArray<Partial<HistoryPoint>>): History => ({
	spanMs: 1000,
	points: points.map((point, index) => ({
		at: noon + (index * 1000), requests: 0, errors: 0, p50Ms: undefined, p95Ms: undefined, p99Ms: undefined, ...point,
	})),
	latencies: [{upToMs: 1, count: 0}, {upToMs: 1.7, count: 60}, {upToMs: 2, count: 20}, {upToMs: 19, count: 20}, {upToMs: Infinity, count: 0}],
});

const open = async (size: Size) => {
	const control = new FakeControl({backends: [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2'})]});
	control.histories.set(undefined, historyOf(Array.from({length: 300}, (_, index) => ({requests: Math.min(index, 290), errors: index === 299 ? 30 : 0, p50Ms: 2, p95Ms: 20, p99Ms: index === 100 ? 950 : 48}))));
	control.histories.set('b2', historyOf([{requests: 7, p50Ms: 3}]));
	const session = new ScreenSession(control, size);
	session.press('M');
	await session.settle();
	return {control, session};
};

for (const size of [{columns: 160, rows: 50}, {columns: 80, rows: 24}]) {
	test(`at ${size.columns} columns the charts say what they show, from when to when, and how much`, async () => {
		const {session} = await open(size);
		const first = session.screen.join('\n');
		assert.match(first, /─ Metrics {2}all backends ─/v);
		assert.match(first, /Requests a second {2}now 290, most 290/v);
		assert.match(first, /\n {5}500\s[\s\S]*[⣀⣤⣶⣿]{4}/v);
		assert.match(first, /\dm(?:\d\ds)? ago {20,}now/v);
		assert.match(first, /p99 {2}now 48 ms, most 950 ms/v);
		session.press('G');
		const last = session.screen.join('\n');
		assert.match(last, /Latency {2}100 answers by how long they took/v);
		assert.match(last, / <2\.0 ms █+ +80 %/v);
		assert.match(last, / <20 ms █+▎? +20 %/v);
	});
}

test('each backend has its own charts', async () => {
	const {session} = await open({columns: 80, rows: 24});
	session.press('tab');
	await session.settle();
	assert.match(session.screen.join('\n'), /127\.0\.0\.1:9001 [\s\S]*no traffic/v);
	session.press('tab');
	await session.settle();
	assert.match(session.screen.join('\n'), /127\.0\.0\.1:9002 [\s\S]*now 7\.0, most 7\.0/v);
	session.press('tab');
	await session.settle();
	assert.match(session.screen.join('\n'), /all backends/v);
	session.press('esc');
	assert.equal(session.state.mode.kind, 'browse');
});

test('newer figures take the place of older ones, once a second', async () => {
	const {control, session} = await open({columns: 80, rows: 24});
	control.histories.set(undefined, historyOf([{requests: 3}]));
	session.change({now: session.state.now + 500});
	await session.settle();
	assert.match(session.screen.join('\n'), /now 290/v);
	session.change({now: session.state.now + 500});
	await session.settle();
	await session.settle();
	assert.match(session.screen.join('\n'), /now 3\.0/v);
});

test('on next to nothing nothing is torn', async () => {
	for (const size of [{columns: 40, rows: 12}, {columns: 9, rows: 4}, {columns: 1, rows: 1}]) {
		// eslint-disable-next-line no-await-in-loop -- One size after the other.
		const {session} = await open(size);
		assert.equal(session.screen.length, size.rows);
	}
});

test('all requests of a history are in its series, in so many samples at most', () => {
	fc.assert(fc.property(fc.array(fc.nat(1000), {minLength: 1, maxLength: 700}), fc.integer({min: 2, max: 300}), fc.nat(100_000), (requests, capacity, start) => {
		const {points} = historyOf(requests.map((count, index) => ({requests: count, at: (start + index) * 1000})));
		const {samples, sampleMs} = seriesOf({points, spanMs: 1000}, capacity);
		assert.ok(samples.length <= capacity);
		assert.ok(samples.length * sampleMs >= requests.length * 1000);
	}));
});

test('a peak stays as high, however much time shares its column', () => {
	const point = fc.record({requests: fc.integer({min: 1, max: 1000}), errors: fc.nat(1000), p99Ms: fc.option(fc.nat(5000), {nil: undefined})});
	const mostOf = (values: ReadonlyArray<number | undefined>): number => Math.max(0, ...values.filter(value => value !== undefined));
	fc.assert(fc.property(fc.array(point, {minLength: 1, maxLength: 700}), fc.integer({min: 2, max: 300}), (given, capacity) => {
		const {points} = historyOf(given);
		const {samples, latest} = seriesOf({points, spanMs: 1000}, capacity);
		assert.equal(mostOf(samples.map(({requestsPerSecond}) => requestsPerSecond)), mostOf(given.map(({requests}) => requests)));
		assert.equal(mostOf(samples.map(({errorShare}) => errorShare)), mostOf(given.map(({errors, requests}) => Math.min(1, errors / requests))));
		assert.equal(mostOf(samples.map(({p99Ms}) => p99Ms)), mostOf(given.map(({p99Ms}) => p99Ms)));
		assert.equal(latest?.requestsPerSecond, given.at(-1)!.requests);
	}));
});

test('an error that comes after its request shows with it', () => {
	const {points} = historyOf([{requests: 4}, {errors: 1}]);
	assert.equal(seriesOf({points, spanMs: 1000}, 2).samples[0]!.errorShare, 0.25);
});

test('bins keep every count, in steps that people count in', () => {
	assert.deepEqual(binLatencies(historyOf([]).latencies), [{upToMs: 2, count: 80}, {upToMs: 20, count: 20}]);
	assert.deepEqual(binLatencies([{upToMs: Infinity, count: 2}]), [{upToMs: Infinity, count: 2}]);
	assert.deepEqual(binLatencies([]), []);
});
