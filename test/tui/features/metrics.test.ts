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
	session.change({now: session.state.status.startedAt + 900_000});
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
		assert.match(first, /\n {9}10m ago {20,}now/v);
		assert.match(first, /p99 {2}now 48 ms, most 950 ms/v);
		session.press('G');
		const last = session.screen.join('\n');
		assert.match(last, /Latency {2}100 responses/v);
		assert.match(last, / <2\.0 ms █+ +80 %/v);
		assert.match(last, / <20 ms █+▎? +20 %/v);
	});
}

/** The columns in which the curves begin and end. */
const edges = (rows: readonly string[]): readonly [number, number] => {
	const cells = rows.filter(row => /[\u{2801}-\u{28FF}]/v.test(row)).map(row => row.slice(0, 79));
	return [Math.min(...cells.map(row => row.search(/[\u{2801}-\u{28FF}]/v))), Math.max(...cells.map(row => row.trimEnd().length))];
};

test('all backends and one are charted over the same ten minutes', async () => {
	const {control, session} = await open({columns: 80, rows: 24});
	const points = (count: number, spanMs: number): History => ({
		...historyOf(Array.from({length: count}, (_, index) => ({requests: 5, at: noon + ((index + 1) * spanMs)}))), spanMs,
	});
	for (const [seconds, start] of [[600, 9], [300, 44], [100, 68]] as const) {
		control.histories.set(undefined, points(seconds, 1000));
		control.histories.set('b1', points(seconds / 5, 5000));
		session.press('esc', 'M');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await session.settle();
		const [all, end] = edges(session.screen.slice(0, 8));
		session.press('tab');
		// eslint-disable-next-line no-await-in-loop -- One after the other.
		await session.settle();
		const [one, endOfOne] = edges(session.screen.slice(0, 8));
		assert.ok(Math.abs(all - start) <= 1 && Math.abs(one - start) <= 1, `${all} and ${one}, not ${start}`);
		assert.ok(end >= 78 && endOfOne >= 78);
	}
});

test('where the program has run for less than the charts show, the time line says since when', async () => {
	const {session} = await open({columns: 80, rows: 24});
	const {startedAt} = session.state.status;
	for (const [ageMs, expected] of [
		[1000, /^ {9}1m ago {20,}started 1s ago │ +now$/v],
		[59_000, /^ {10}│ started 59s ago +now$/v],
		[140_000, /^ {9}5m ago +started 2m20s ago │ +now$/v],
		[400_000, /^ {15}started 6m40s ago │ +now$/v],
		[600_000, /^ {9}10m ago +now$/v],
		[6_000_000, /^ {9}10m ago +now$/v],
	] as const) {
		session.change({now: startedAt + ageMs});
		assert.match(session.screen[4]!, expected);
	}
});

test('where rows are scarce the time is told once for all charts, elsewhere below each; no rows are left over', async () => {
	const times = ({screen}: ScreenSession): number => screen.join('\n').match(/ now(?= +10m|$)/gmv)?.length ?? 0;
	const {session} = await open({columns: 80, rows: 24});
	assert.equal(times(session), 1);
	assert.match(session.screen.join('\n'), /Errors[\s\S]*p50/v);
	const large = (await open({columns: 160, rows: 50})).session;
	assert.equal(times(large), 5);
	assert.match(large.screen.at(-3)!, /10m ago/v);
});

const timings = {queueMs: 0, connectMs: 1.2, firstByteMs: 840, transferMs: 2.1};

test('whether the proxy or the backend is slow stands above the charts: a curve per phase where there is room, else a line', async () => {
	const told = async (size: Size, points: ReadonlyArray<Partial<HistoryPoint>>, recent?: typeof timings): Promise<string> => {
		const {control, session} = await open(size);
		control.histories.set('b1', historyOf(points));
		control.changeBackend('b1', {recent: {...control.status().recent, ...(recent && {timings: recent})}});
		session.press('tab');
		await session.settle();
		return session.screen.join('\n');
	};

	const past = Array.from({length: 60}, () => ({requests: 1, timings: {...timings, firstByteMs: 3000}}));
	const large = await told({columns: 160, rows: 50}, past, timings);
	assert.match(large, /\n Most of the time goes into waiting for the backend to respond \(with uploads\) {2}mean of a request\n/v);
	assert.match(large, /\n queue .*last 0\.0 ms +most 0\.0 ms\n connect .*last 1\.2 ms .*\n first byte .*⣿{4} +last 840 ms +most 3\.0 s\n transfer .*last 2\.1 ms/v);
	assert.match(await told({columns: 80, rows: 24}, past, timings), /\n queue 0\.0 ms · connect 1\.2 ms · first byte 840 ms \(backend\) · transfer 2\.1 ms\n/v);
	assert.match(await told({columns: 80, rows: 24}, past), /first byte 3\.0 s \(backend\)/v, 'of the last requests that there were');
	assert.match(await told({columns: 40, rows: 12}, past, {...timings, queueMs: 9000}), /\n queue 9\.0 s \(proxy\)\n/v);
	assert.match(await told({columns: 80, rows: 24}, [{requests: 1}]), /Where the time goes: no traffic/v);
});

test('without errors their axis ends where it does with few', async () => {
	const {control, session} = await open({columns: 80, rows: 24});
	control.histories.set(undefined, historyOf([{requests: 1000}]));
	session.press('esc', 'M');
	await session.settle();
	assert.match(session.screen.join('\n'), /Errors {2}now 0 %, most 0 %\n +1\.0 %\n/v);
});

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
	fc.assert(fc.property(fc.array(fc.nat(1000), {minLength: 1, maxLength: 600}), fc.integer({min: 2, max: 300}), fc.nat(100_000), (requests, capacity, start) => {
		const {points} = historyOf(requests.map((count, index) => ({requests: count, at: (start + index) * 1000})));
		const {samples} = seriesOf({points, spanMs: 1000}, {capacity, chartMs: 600_000});
		assert.ok(samples.length <= capacity);
		assert.ok(samples.length >= Math.floor((requests.length / 600) * (capacity - 1)));
	}));
});

test('a peak stays as high, however much time shares its column', () => {
	const point = fc.record({requests: fc.integer({min: 1, max: 1000}), errors: fc.nat(1000), p99Ms: fc.option(fc.nat(5000), {nil: undefined})});
	const mostOf = (values: ReadonlyArray<number | undefined>): number => Math.max(0, ...values.filter(value => value !== undefined));
	fc.assert(fc.property(fc.array(point, {minLength: 1, maxLength: 600}), fc.integer({min: 2, max: 300}), (given, capacity) => {
		const {points} = historyOf(given);
		const {samples, latest} = seriesOf({points, spanMs: 1000}, {capacity, chartMs: 600_000});
		assert.equal(mostOf(samples.map(({requestsPerSecond}) => requestsPerSecond)), mostOf(given.map(({requests}) => requests)));
		assert.equal(mostOf(samples.map(({errorShare}) => errorShare)), mostOf(given.map(({errors, requests}) => Math.min(1, errors / requests))));
		assert.equal(mostOf(samples.map(({p99Ms}) => p99Ms)), mostOf(given.map(({p99Ms}) => p99Ms)));
		assert.equal(latest?.requestsPerSecond, given.at(-1)!.requests);
	}));
});

test('an error that comes after its request shows with it', () => {
	const {points} = historyOf([{requests: 4, at: noon + 1000}, {errors: 1, at: noon + 2000}]);
	assert.equal(seriesOf({points, spanMs: 1000}, {capacity: 2, chartMs: 600_000}).samples[0]!.errorShare, 0.25);
});

test('bins keep every count, in steps that people count in', () => {
	assert.deepEqual(binLatencies(historyOf([]).latencies), [{upToMs: 2, count: 80}, {upToMs: 20, count: 20}]);
	assert.deepEqual(binLatencies([{upToMs: Infinity, count: 2}]), [{upToMs: Infinity, count: 2}]);
	assert.deepEqual(binLatencies([]), []);
});
