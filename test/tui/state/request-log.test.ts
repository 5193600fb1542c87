import assert from 'node:assert/strict';
import test from 'node:test';
import {
	appendPage,
	emptyLog,
	maxLogRows,
	type RequestLog,
} from '../../../source/tui/state/request-log.js';
import {fakeRecord} from '../../helpers/fake-control.js';

const page = (first: number, count: number, skipped = 0) => ({
	records: Array.from({length: count}, (_, index) => fakeRecord({number: first + index})),
	skipped,
	last: first + count - 1,
});

const rowsOf = (log: RequestLog): Array<number | string> => log.rows.map(row => row.kind === 'record' ? row.record.number : (row.kind === 'gap' ? `${row.count} more` : 'open'));

test('pages follow each other', () => {
	const log = appendPage(appendPage(emptyLog, page(1, 2)), page(3, 1));
	assert.deepEqual(rowsOf(log), [1, 2, 3]);
	assert.equal(log.last, 3);
});

test('an empty page changes nothing', () => {
	const log = appendPage(emptyLog, page(1, 2));
	assert.equal(appendPage(log, {records: [], skipped: 0, last: 2}), log);
});

test('what was too fast leaves a gap that says so', () => {
	const log = appendPage(appendPage(emptyLog, page(1, 1)), page(100, 2, 98));
	assert.deepEqual(rowsOf(log), [1, '98 more', 100, 101]);
});

test('what was before the screen is no gap in it', () => {
	assert.deepEqual(rowsOf(appendPage(emptyLog, page(100, 1, 99))), [100]);
});

test('the oldest rows go', () => {
	const log = appendPage(appendPage(emptyLog, page(1, maxLogRows)), page(maxLogRows + 1, 10));
	assert.equal(log.rows.length, maxLogRows);
	assert.equal(rowsOf(log)[0], 11);
});
