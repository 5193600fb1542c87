import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {appendPage, emptyLog} from '../../../source/tui/state/request-log.js';
import {queryOf} from '../../../source/tui/state/request-query.js';
import {listedRows, selectedRowIndex, withQuery} from '../../../source/tui/state/requests-list.js';
import {fakeRecord} from '../../helpers/fake-control.js';

const log = appendPage(emptyLog, {
	records: Array.from({length: 60}, (_, index) => fakeRecord({number: index + 1, status: index % 3 === 0 ? 502 : 200})), skipped: 0, last: 60,
});

test('whatever is looked for, the selected request stays at its place of the screen, or the one before it does', () => {
	const query = fc.constantFrom('', 'status:5xx', '!status:5xx', 'path:/item/3', 'no such thing').map(text => queryOf(text));
	fc.assert(fc.property(fc.integer({min: 1, max: 60}), fc.nat({max: 9}), query, query, (selected, offset, first, second) => {
		const before = {
			log, now: 0, query: first, view: {kind: 'paused', log, selected, top: 0},
		} as const;
		const top = selectedRowIndex(before)! - offset;
		const after = {...before, ...withQuery({...before, view: {...before.view, top}}, second)};
		assert.deepEqual(after.view, {...before.view, top: selectedRowIndex(after)! - offset});
		const [nearest] = listedRows(after).filter(({key}) => key <= selected).slice(-1);
		assert.equal(listedRows(after)[selectedRowIndex(after)!]?.key, nearest?.key ?? listedRows(after)[0]?.key);
	}));
});

test('a term that is wrong, or not yet typed to its end, asks for nothing', () => {
	const rows = listedRows({log, now: 0, view: {kind: 'following'}, query: queryOf('status:5xx ms: foo:bar "')});
	assert.equal(rows.length, 20);
});
