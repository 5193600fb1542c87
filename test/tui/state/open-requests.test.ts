import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {OpenRequest} from '../../../source/model/open-request.js';
import {withReading, type LogReading} from '../../../source/tui/state/open-requests.js';
import {
	emptyLog,
	following,
	maxLogRows,
	type LogRow,
	type LogView,
	type RequestLog,
} from '../../../source/tui/state/request-log.js';
import {queryOf, type RequestQuery} from '../../../source/tui/state/request-query.js';
import {listedRows, pausedView, waitingRequests} from '../../../source/tui/state/requests-list.js';
import {shownRequest} from '../../../source/tui/state/shown-request.js';
import {fakeOpenRequest, fakeRecord, fakeStatus} from '../../helpers/fake-control.js';

type State = {readonly log: RequestLog; readonly view: LogView; readonly now: number; readonly query?: RequestQuery | undefined};

const start: State = {log: emptyLog, view: following, now: 0};

const read = (state: State, reading: LogReading, now = state.now): State => ({...state, now, ...withReading(state, reading, now)});

const open = (requestId: string, given: Partial<OpenRequest> = {}): OpenRequest => fakeOpenRequest({requestId, target: `/${requestId}`, durationMs: 5000, ...given});

const flight = (...requests: readonly OpenRequest[]) => ({requests, inFlight: requests.length});

/** The records of requests, in this order. */
const page = (first: number, ids: readonly string[], skipped = 0) => ({
	records: ids.map((requestId, index) => fakeRecord({number: first + index, startedAt: open(requestId).startedAt, requestId, target: `/${requestId}`})),
	skipped,
	last: first + ids.length - 1,
});

const wordOf = (row: LogRow): string => row.kind === 'gap' ? `${row.count} more` : (row.kind === 'open' ? `${row.request.target}…` : row.record.target);

const words = (state: State): string[] => listedRows(state).map(row => wordOf(row));

test('a request in flight has its row at the end, and becomes its record in place', () => {
	const running = read(start, {page: page(1, ['a']), open: flight(open('b'), open('c'))});
	assert.deepEqual(words(running), ['/a', '/b…', '/c…']);
	const later = read(running, {page: page(2, ['d', 'b']), open: flight(open('c'))});
	assert.deepEqual(words(later), ['/a', '/b', '/c…', '/d']);
	assert.deepEqual(later.log.rows.map(({key}) => key), [1, 2, 3, 4]);
});

test('what begins and ends between two readings is a record only, even if a reading is older than it', () => {
	assert.deepEqual(words(read(start, {open: flight(open('a', {durationMs: 20}))})), []);
	const ended = read(start, {page: page(1, ['a'])});
	assert.deepEqual(words(read(ended, {open: flight(open('a'))})), ['/a']);
});

test('a reading without anything in flight leaves the rows as they are', () => {
	const before = read(start, {page: page(1, ['a'])});
	assert.equal(read(before, {open: flight()}).log.rows, before.log.rows);
});

test('one whose record does not come goes away after a while, at once where records are skipped', () => {
	let state = read(start, {page: page(1, ['a']), open: flight(open('b'))});
	for (let absences = 0; absences < 3; absences++) {
		state = read(state, {open: flight()});
		assert.deepEqual(words(state), ['/a', '/b…']);
	}

	assert.deepEqual(words(read(state, {open: flight()})), ['/a']);
	const skipping = read(read(state, {open: flight(open('c'))}), {page: page(9, ['x'], 7), open: flight()});
	assert.deepEqual(words(read(skipping, {page: page(19, ['y'], 9), open: flight()})), ['/a', '7 more', '/x', '9 more', '/y']);
});

test('its time runs on between readings, until it is missing from one or the instance is out of reach', () => {
	const state = {...read(start, {open: flight(open('a', {durationMs: 5000}))}, 1000), status: fakeStatus()};
	const shown = (given: typeof state): number => {
		const row = given.log.rows[0]!;
		return row.kind === 'gap' ? NaN : shownRequest(row, given).durationMs;
	};

	assert.equal(shown({...state, now: 3500}), 7500);
	assert.equal(shown({...state, now: 3500, status: fakeStatus({staleSince: 1})}), 5000);
	assert.equal(shown({...state, ...read(state, {open: flight()}, 2000), now: 3500}), 5000);
});

test('a paused list shows how its requests go on, where they were, whatever it is filtered and sorted by', () => {
	const running = read(start, {page: page(1, ['a']), open: flight(open('b'), open('c'))});
	for (const text of ['', 'is:open', 'ms:>1s']) {
		const query = queryOf(text);
		const unsorted = {...running, query};
		const view = pausedView(unsorted);
		assert.strictEqual(view.kind, 'paused');
		const paused = {...unsorted, view: {...view, order: {column: 'duration', isDescending: true} as const}};
		const before = words(paused);
		assert.ok(before.includes('/b…'));
		const ended = read(paused, {page: page(2, ['d', 'b']), open: flight(open('c', {durationMs: 9000}))});
		assert.deepEqual(words(ended), before.map(word => word === '/b…' ? '/b' : word));
		assert.equal(waitingRequests({...ended, query: undefined}).count, 1, 'only the new one');
		const emptied = {...ended, log: {...emptyLog, next: ended.log.next}};
		assert.deepEqual(words(read(emptied, {page: page(4, ['e'])})), before.map(word => word === '/b…' ? '/b' : (word === '/c…' ? '1 more' : word)));
	}
});

test('is:open lists those in flight, and those that have ended leave it', () => {
	const query = queryOf('is:open');
	const running = {...read(start, {page: page(1, ['a']), open: flight(open('b'), open('c'))}), query};
	assert.deepEqual(words(running), ['/b…', '/c…']);
	assert.deepEqual(words(read(running, {page: page(2, ['b']), open: flight(open('c'))})), ['/c…']);
});

test('sorted by status, those without one come last; by duration they stand where their time puts them', () => {
	const running = read(start, {page: page(1, ['a', 'z']), open: flight(open('b'))});
	const view = pausedView(running);
	assert.strictEqual(view.kind, 'paused');
	const sorted = (column: 'status' | 'duration') => words({...running, view: {...view, order: {column, isDescending: true}}});
	assert.equal(sorted('status').at(-1), '/b…');
	assert.equal(sorted('duration')[0], '/b…');
});

test('none in flight leaves the log, however many come after it; how many are not shown is known', () => {
	const ids = Array.from({length: maxLogRows + 10}, (_, index) => `r${index}`);
	const running = read(start, {open: {requests: [open('long')], inFlight: 40}});
	const state = read(running, {page: page(1, ids)});
	assert.equal(state.log.rows.length, maxLogRows);
	assert.equal(words(state)[0], '/long…');
	assert.equal(state.log.moreOpen, 39);
});

test('whatever is read in whatever order, keys grow and no request has two rows', () => {
	const id = fc.constantFrom(...'abcdefgh');
	const reading = fc.record({ended: fc.uniqueArray(id, {maxLength: 4}), open: fc.option(fc.uniqueArray(id, {maxLength: 5}), {nil: undefined}), skipped: fc.constantFrom(0, 0, 3)});
	fc.assert(fc.property(fc.array(reading, {maxLength: 12}), readings => {
		const past = new Set<string>();
		let state = start;
		let number = 1;
		for (const {ended, open: ids, skipped} of readings) {
			const news = ended.filter(each => !past.has(each));
			for (const each of news) {
				past.add(each);
			}

			state = read(state, {page: page(number + skipped, news, skipped), ...(ids && {open: flight(...ids.map(each => open(each)))})});
			number += skipped + news.length;
			const keys = state.log.rows.map(({key}) => key);
			assert.deepEqual(keys, keys.toSorted((first, second) => first - second));
			assert.equal(new Set(keys).size, keys.length);
			const shown = words(state).map(word => word.replace('…', '')).filter(word => word.startsWith('/'));
			assert.equal(new Set(shown).size, shown.length);
		}
	}));
});
