import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {LogRecord} from '../../../source/model/access-log-entry.js';
import {fitLine} from '../../../source/tui/layout/line.js';
import {listView} from '../../../source/tui/layout/list-view.js';
import {backendsPane} from '../../../source/tui/components/backends/backends-pane.js';
import {requestsPane} from '../../../source/tui/components/requests/requests-pane.js';
import {viewOf} from '../../../source/tui/store/view.js';
import {appendPage, emptyLog} from '../../../source/tui/state/request-log.js';
import type {ScreenState} from '../../../source/tui/state/screen-state.js';
import {settle} from '../../../source/tui/state/settle.js';
import {initialState} from '../../../source/tui/store/initial-state.js';
import {fakeBackend, fakeRecord, fakeStatus} from '../../helpers/fake-control.js';
import {plainLook, screenOf} from '../../helpers/drawn-screen.js';

type Given = {
	readonly hosts: readonly string[];
	readonly errors: ReadonlyArray<LogRecord['error']>;
	readonly client?: string | undefined;
	readonly columns: number;
	readonly rows: number;
};

const stateOf = ({hosts, errors, client = '127.0.0.1', columns, rows}: Given): ScreenState => settle({
	...initialState({
		size: {columns, rows},
		now: 0,
		version: '0.1.0',
		status: fakeStatus({backends: hosts.map((host, index) => fakeBackend({id: `b${index}`, url: `http://${host}:80`}))}),
	}),
	log: appendPage(emptyLog, {
		records: errors.map((error, index) => fakeRecord({number: index + 1, client, ...(error !== undefined && {error})})),
		skipped: 0,
		last: errors.length,
	}),
});

/** The row of titles that begins with a word, as it is drawn. */
const titlesOf = (given: ScreenState, first: string): string => {
	const view = viewOf(given);
	const {state, layout} = listView(view, view.layout.side);
	return [...backendsPane(state, plainLook, layout), ...requestsPane(state, plainLook, layout)]
		.map(line => fitLine(line, state.size.columns, '…').map(({text}) => text).join('').trimEnd())
		.find(row => row.startsWith(`  ${first}`)) ?? assert.fail(first);
};

/** Where there is room, some are spelt out. */
const shortTitles: Readonly<Record<string, string>> = {CONNS: 'CONN', ERRORS: 'ERR', WEIGHT: 'WT'};

const backendColumns = (state: ScreenState): string[] => titlesOf(state, 'STATE').replace('LAST CHECK', 'LAST-CHECK').trim().split(/\s+/v).map(title => shortTitles[title] ?? title);

/** The columns from one title to the next; METHOD takes seven, and tells how many are between two. */
const pathWidth = (state: ScreenState): number => {
	const titles = titlesOf(state, 'ARRIVED');
	const path = titles.indexOf('PATH');
	const gap = path - titles.indexOf('METHOD') - 7;
	return titles.indexOf('STATUS') - path - gap;
};

const host = fc.string({unit: fc.constantFrom('a', '1', '-'), minLength: 4, maxLength: 30});
const error = fc.constantFrom<LogRecord['error']>(undefined, 'backend_unreachable', 'rate_limited');
/** Beside the lists or not; the number of rows decides on that as well. */
const client = fc.constantFrom(undefined, '10.1.2.3', '2001:db8:1234:5678:9abc:def0:1234:5678');
const rows = fc.constantFrom(16, 19, 24, 50);
const widths = fc.integer({min: 60, max: 239}).chain(narrow => fc.tuple(fc.constant(narrow), fc.integer({min: narrow + 1, max: 240})));
const pool = fc.record({hosts: fc.array(host, {minLength: 1, maxLength: 6}), errors: fc.array(error, {minLength: 1, maxLength: 4}), client, rows});

const hasSide = (state: ScreenState): boolean => viewOf(state).layout.side > 0;

/** The same on a narrower and on a wider screen, with something beside the lists in both or in neither. */
const pairs = fc.tuple(pool, widths).map(([given, [narrow, wide]]) => [{...given, columns: narrow}, {...given, columns: wide}] as const)
	.filter(([narrow, wide]) => hasSide(stateOf(narrow)) === hasSide(stateOf(wide)));

test('a column of the backends that a screen shows is not missing on a wider one', () => {
	fc.assert(fc.property(pairs, ([narrow, wide]) => {
		const shown = backendColumns(stateOf(wide));
		assert.deepEqual(backendColumns(stateOf(narrow)).filter(title => !shown.includes(title)), []);
	}), {numRuns: 500});
});

test('the path of a request never gets less room on a wider screen', () => {
	fc.assert(fc.property(pairs, ([narrow, wide]) => {
		assert.ok(pathWidth(stateOf(narrow)) <= pathWidth(stateOf(wide)), `${pathWidth(stateOf(narrow))} and ${pathWidth(stateOf(wide))}`);
	}), {numRuns: 500});
});

/** Those of the requests; where errors have none of their own, they stand in that of the backend. */
const requestColumns = (state: ScreenState): string[] =>
	titlesOf(state, 'ARRIVED').trim().split(/\s+/v).flatMap(title => title === 'BACKEND/ERROR' ? ['BACKEND'] : [title === 'DURATION' ? 'TOOK' : title]);

test('a column of the requests that a screen shows is not missing on a wider one', () => {
	fc.assert(fc.property(pairs, ([narrow, wide]) => {
		const shown = requestColumns(stateOf(wide));
		assert.deepEqual(requestColumns(stateOf(narrow)).filter(title => !shown.includes(title)), []);
	}), {numRuns: 500});
});

test('errors have a column only while there are any, and cost the others nothing where there is none', () => {
	fc.assert(fc.property(pool, fc.integer({min: 60, max: 240}), (given, columns) => {
		const quiet = requestColumns(stateOf({...given, errors: given.errors.map(() => undefined), columns}));
		const noisy = requestColumns(stateOf({...given, errors: given.errors.map(() => 'backend_unreachable'), columns}));
		assert.deepEqual(noisy.filter(title => title !== 'ERROR' && !quiet.includes(title)), []);
		assert.ok(!quiet.includes('ERROR'));
	}), {numRuns: 300});
});

test('a path has 24 columns before its backend or size has any', () => {
	fc.assert(fc.property(pool, fc.integer({min: 60, max: 240}), (given, columns) => {
		const state = stateOf({...given, columns});
		assert.ok(pathWidth(state) >= 24 || requestColumns(state).every(title => !['BACKEND', 'SIZE', 'ERROR'].includes(title)));
	}), {numRuns: 300});
});

test('the client has a column where there is room, once the path has 36', () => {
	fc.assert(fc.property(pool, fc.integer({min: 60, max: 240}), (given, columns) => {
		const state = stateOf({...given, columns});
		assert.ok(pathWidth(state) >= 36 || !requestColumns(state).includes('CLIENT'));
	}), {numRuns: 300});
	assert.ok(requestColumns(stateOf({hosts: ['127.0.0.1'], errors: [undefined], columns: 160, rows: 50})).includes('CLIENT'), 'beside the details of a backend');
	for (const address of ['203.0.113.254', '2001:db8:1234:5678::1']) {
		const state = stateOf({hosts: ['127.0.0.1'], errors: [], columns: 240, rows: 50});
		const log = appendPage(emptyLog, {records: [fakeRecord({number: 1, client: address})], skipped: 0, last: 1});
		assert.ok(screenOf({...state, log}).some(row => row.includes('GET ') && row.includes(address)), address);
	}
});

test('on the classic screen an address stands in full, with its port, and one that is too long keeps its port', () => {
	for (const [address, shown] of [['127.0.0.1:38619', /127\.0\.0\.1:38619/v], ['orders-eu-west-1.internal:8080', /orders\S*:8080/v]] as const) {
		const state = stateOf({hosts: [address.replace(/:\d+$/v, '')], errors: [], columns: 80, rows: 24});
		const url = `http://${address}`;
		const backend = {id: 'b1', url};
		const status = {...state.status, backends: [fakeBackend(backend)]};
		const screen = screenOf({...state, status, log: appendPage(emptyLog, {records: [fakeRecord({number: 1, backend})], skipped: 0, last: 1})});
		assert.match(screen.find(row => row.includes('GET '))!, shown);
	}
});

test('on the classic screen the path gets more than a third of what an error would take', () => {
	for (const given of [undefined, 'backend_unreachable'] as const) {
		assert.ok(pathWidth(stateOf({hosts: ['127.0.0.1'], errors: [given], columns: 80, rows: 24})) >= 22);
		assert.ok(pathWidth(stateOf({hosts: ['127.0.0.1'], errors: [given], columns: 140, rows: 50})) >= 32);
	}
});
