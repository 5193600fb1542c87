import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	placeColumns,
	tableRow,
	titleRow,
	type Column,
} from '../../../source/tui/layout/columns.js';
import {lineWidth, segment} from '../../../source/tui/layout/line.js';

const column = (given: Partial<Column<string>> & {readonly id: string}): Column<string> => ({
	title: given.id.toUpperCase(),
	min: 5,
	priority: 1,
	cell: row => segment(row),
	...given,
});

const anyColumns = fc.array(
	fc.record({
		min: fc.integer({min: 1, max: 20}), extra: fc.integer({min: 0, max: 40}), growth: fc.integer({min: 1, max: 3}), priority: fc.integer({min: 1, max: 9}),
	}),
	{minLength: 1, maxLength: 9},
).map(all => all.map(({min, extra, growth, priority}, index) => column({
	id: `c${index}`, min, max: min + extra, growth, priority,
})));

test('the least important columns give way', () => {
	const columns = [column({id: 'a', priority: 1}), column({id: 'b', priority: 3}), column({id: 'c', priority: 2})];
	assert.deepEqual(placeColumns(columns, 11, 1).map(({id}) => id), ['b', 'c']);
	assert.deepEqual(placeColumns(columns, 10, 1).map(({id}) => id), ['b']);
});

test('what is left over goes to who may grow, in turn', () => {
	const columns = [column({id: 'a', max: 8, growth: 2}), column({id: 'b', max: 9, growth: 1})];
	assert.deepEqual(placeColumns(columns, 16, 1).map(({width}) => width), [6, 9]);
	assert.deepEqual(placeColumns(columns, 40, 1).map(({width}) => width), [8, 9]);
});

test('numbers are flush right, titles with them', () => {
	const placed = placeColumns([column({id: 'a', align: 'right'})], 5, 1);
	assert.deepEqual(tableRow('42', placed, 1, '…').map(({text}) => text), ['   42']);
	assert.deepEqual(titleRow(placed, 1, '…').map(({text}) => text), ['    A']);
});

test('a table never gets wider than its room, and its rows are as wide as its titles', () => {
	fc.assert(fc.property(anyColumns, fc.integer({min: 0, max: 200}), fc.string({unit: 'grapheme'}), (columns, room, content) => {
		const placed = placeColumns(columns, room, 1);
		const width = lineWidth(tableRow(content, placed, 1, '…'));
		assert.ok(width <= room, `${width} in ${room}`);
		assert.equal(lineWidth(titleRow(placed, 1, '…')), width);
	}));
});
