import assert from 'node:assert/strict';
import test from 'node:test';
import type {BackendStatus, RecentTraffic, Status} from '../../../source/model/status.js';
import type {LogRecord} from '../../../source/model/access-log-entry.js';
import {asciiGlyphs} from '../../../source/tui/look/glyphs.js';
import {appendPage, emptyLog} from '../../../source/tui/state/request-log.js';
import type {ScreenState} from '../../../source/tui/state/screen-state.js';
import {settle} from '../../../source/tui/state/settle.js';
import {monoTheme, type Tone} from '../../../source/tui/look/theme.js';
import {initialState} from '../../../source/tui/store/initial-state.js';
import {fakeBackend, fakeRecord, fakeStatus} from '../../helpers/fake-control.js';
import {screenOf, tonesOn} from '../../helpers/drawn-screen.js';

const trafficWith = (errorShare: number): RecentTraffic => ({
	requestsPerSecond: 5, p50Ms: 1, p95Ms: 1, p99Ms: 1, errorShare,
});

const stateOf = (status: Partial<Status>, change: Partial<ScreenState> = {}): ScreenState => settle({
	...initialState({
		size: {columns: 160, rows: 40}, now: 0, version: '0.1.0', status: fakeStatus(status),
	}),
	...change,
});

/** The tones of all places where a text stands, apart from the selected row. */
const tonesOf = (state: ScreenState, text: string): ReadonlyArray<Tone | undefined> =>
	tonesOn(state).flat().filter(part => part.text.trim() === text).map(({tone}) => tone);

/** One that is selected, and the one that matters. */
const poolWith = (backend: Partial<BackendStatus>): BackendStatus[] => [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2', ...backend})];

test('the sign of the header tells some down from all up and all down', () => {
	const [up, down] = [fakeBackend({id: 'b1'}), fakeBackend({id: 'b2', health: 'unhealthy'})];
	const ascii = {theme: monoTheme, glyphs: asciiGlyphs};
	for (const [backends, sign, asciiSign] of [[[up], '● 1/1 up', '+ 1/1 up'], [[up, down], '◐ 1/2 up', '~ 1/2 up'], [[down], '✖ 0/1 up', 'x 0/1 up']] as const) {
		assert.ok(screenOf(stateOf({backends}))[0]!.includes(sign), sign);
		assert.ok(screenOf(stateOf({backends}), ascii)[0]!.includes(asciiSign), asciiSign);
	}
});

test('a few errors are a warning, many are bad', () => {
	for (const [share, text, tone] of [[0.008, '0.8 %', 'warn'], [0.049, '4.9 %', 'warn'], [0.05, '5.0 %', 'bad'], [0.3, '30 %', 'bad']] as const) {
		const tones = tonesOf(stateOf({backends: poolWith({recent: trafficWith(share)}), recent: trafficWith(share)}), text);
		assert.deepEqual([...new Set(tones)], [tone], text);
		assert.equal(tones.length, 2, `${text} stands in the header and in the row`);
	}
});

test('an error is as bad as its status, but never good', () => {
	const toneOf = (record: Partial<LogRecord>): ReadonlyArray<Tone | undefined> => tonesOf(stateOf({backends: poolWith({})}, {
		log: appendPage(emptyLog, {records: [fakeRecord({number: 1, ...record})], skipped: 0, last: 1}),
	}), record.error!);
	assert.deepEqual(toneOf({status: 429, error: 'rate_limited'}), ['warn']);
	assert.deepEqual(toneOf({status: 502, error: 'backend_reset'}), ['bad']);
	assert.deepEqual(toneOf({status: 200, error: 'idle_timeout'}), ['bad']);
});

test('a backend that fails half of its requests or more is not shown as if all were well', () => {
	const failing = poolWith({recent: trafficWith(0.5), healthSince: 0});
	assert.deepEqual(tonesOf(stateOf({backends: failing}), '◐ UP'), ['warn']);
	assert.deepEqual(tonesOf(stateOf({backends: poolWith({recent: trafficWith(0.49)})}), '◐ UP'), []);
	assert.deepEqual(tonesOf(stateOf({backends: poolWith({recent: trafficWith(1), health: 'unhealthy'})}), '✖ DOWN'), ['bad']);
	assert.match(screenOf(stateOf({backends: failing.toReversed()})).join('\n'), /◐ UP for 0s, failing/v);
});

test('nothing is green while the connection to the instance is lost', () => {
	const state = stateOf({backends: [fakeBackend({id: 'b1'})], staleSince: -5000}, {attachedTo: 'http://10.0.0.5:8082'});
	assert.deepEqual(tonesOn(state)[0]!.filter(({text}) => text.includes('● 1/1 up')).map(({tone}) => tone), ['muted']);
	assert.deepEqual(tonesOf(stateOf({backends: [fakeBackend({id: 'b1'})]}), '● 1/1 up'), ['good']);
});
