import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {appendPage, emptyLog, maxLogRows} from '../../../source/tui/state/request-log.js';
import {queryOf} from '../../../source/tui/state/request-query.js';
import {
	isWanted,
	listedRows,
	pausedView,
	selectedRowIndex,
	waitingRequests,
	withQuery,
} from '../../../source/tui/state/requests-list.js';
import {fakeRecord} from '../../helpers/fake-control.js';

const log = appendPage(emptyLog, {
	records: Array.from({length: 60}, (_, index) => fakeRecord({number: index + 1, status: index % 3 === 0 ? 502 : 200})), skipped: 0, last: 60,
});

test('whatever is looked for, the selected request stays at its place of the screen, or the one before it does', () => {
	const query = fc.constantFrom('', 'status:5xx', '!status:5xx', 'path:/item/3', 'no such thing').map(text => queryOf(text));
	fc.assert(fc.property(fc.integer({min: 1, max: 60}), fc.nat({max: 9}), query, query, (selected, offset, first, second) => {
		const before = {
			log, now: 0, query: first, view: {kind: 'paused', log, at: 0, selected, top: 0},
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

const {startedAt} = fakeRecord({number: 0});

const page = (first: number, count: number, skipped = 0) => ({
	records: Array.from({length: count}, (_, index) => fakeRecord({number: first + index, status: index % 3 === 0 ? 502 : 200})), skipped, last: first + count - 1,
});

test('a paused list stays as it is however old its requests grow, and one that follows does not', () => {
	fc.assert(fc.property(fc.constantFrom('age:<1s', 'age:>10', '!age:<20 status:5xx'), fc.nat({max: 3000}), fc.nat({max: 100_000}), (text, age, later) => {
		const following = {log, now: startedAt + age, query: queryOf(text), view: {kind: 'following'}} as const;
		const paused = {...following, view: pausedView(following)};
		fc.pre(paused.view.kind === 'paused');
		const after = {...paused, now: paused.now + later};
		assert.deepEqual(listedRows(after), listedRows(paused));
		assert.equal(selectedRowIndex(after), selectedRowIndex(paused));
		assert.deepEqual(after.log.rows.filter(row => isWanted(row, after)), listedRows(paused));
	}));
	const later = {log, now: startedAt + 1050, query: queryOf('age:<1s'), view: {kind: 'following'}} as const;
	assert.equal(listedRows(later).length, 10);
});

test('a paused list counts what it misses, skipped requests too', () => {
	const view = {kind: 'paused', log, at: 0, selected: 60, top: 0} as const;
	const state = {log, now: 0, view};
	assert.deepEqual(waitingRequests(state), {count: 0, isLeast: false});
	const later = {...state, log: appendPage(log, page(161, 2, 100))};
	assert.deepEqual(waitingRequests(later), {count: 102, isLeast: false});
	assert.deepEqual(waitingRequests({...later, view: {kind: 'following'}}), {count: 0, isLeast: false});
});

test('where the list is filtered, it counts of them what it would show, and says when there may be more', () => {
	const view = {kind: 'paused', log, at: 0, selected: 60, top: 0} as const;
	const state = {log: appendPage(log, page(61, 9)), now: 0, view, query: queryOf('status:5xx')};
	assert.deepEqual(waitingRequests(state), {count: 3, isLeast: false});
	assert.deepEqual(waitingRequests({...state, query: {...state.query!, isFilter: false}}), {count: 9, isLeast: false});
	assert.deepEqual(waitingRequests({...state, log: appendPage(state.log, page(80, 3, 10))}), {count: 4, isLeast: true});
	assert.equal(waitingRequests({...state, log: appendPage(state.log, page(70, maxLogRows))}).isLeast, true, 'some have left the log again');
});
