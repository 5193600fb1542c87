import assert from 'node:assert/strict';
import test from 'node:test';
import {fitItems, wrapItems, type Item} from '../../../source/tui/layout/items.js';
import {segment} from '../../../source/tui/layout/line.js';

const item = (priority: number, ...texts: string[]): Item => ({priority, variants: texts.map(text => [segment(text)])});
const fit = (items: readonly Item[], columns: number): string => fitItems(items, columns, 1).map(({text}) => text).join('');

test('with room for all, all are there', () => {
	assert.equal(fit([item(1, 'proxy-tui'), item(2, 'round-robin')], 21), 'proxy-tui round-robin');
});

test('the least important is shortened first, then left out, whatever its place', () => {
	const items = [item(3, '3/4 up', '3/4'), item(1, 'round-robin', 'rr'), item(2, '142 req/s')];
	assert.equal(fit(items, 27), '3/4 up rr 142 req/s');
	assert.equal(fit(items, 18), '3/4 up 142 req/s');
	assert.equal(fit(items, 15), '3/4 up');
	assert.equal(fit(items, 5), '3/4');
	assert.equal(fit(items, 2), '');
});

test('what has a usual width keeps what follows in its place, until that would cost an item', () => {
	const items = (value: string, rate: string) => [{...item(2, value), usual: 5}, {...item(3, rate), usual: 4}, item(1, 'z')];
	assert.equal(fit(items('1', '22'), 12), '1     22   z');
	assert.equal(fit(items('12345', '4444'), 12), '12345 4444 z');
	assert.equal(fit(items('1', '22'), 11), '1     22  ', 'what is less important waits');
	assert.equal(fit(items('1', '22'), 9), '1 22   z', 'the more important comes first');
	assert.equal(fit(items('123', '4444'), 8), '123 4444');
	assert.equal(fit(items('123', '4444'), 7), '4444');
});

test('over several rows items are wrapped, and shortened only once those do not suffice', () => {
	const items = [item(3, '3/4 up', '3/4'), item(1, 'round-robin', 'rr'), item(2, '142 req/s')];
	const wrapped = (columns: number, rows: number): string[] => wrapItems(items, {columns, gap: 1, rows}).map(line => line.map(({text}) => text).join(''));
	assert.deepEqual(wrapped(40, 3), ['3/4 up round-robin 142 req/s']);
	assert.deepEqual(wrapped(20, 3), ['3/4 up round-robin', '142 req/s']);
	assert.deepEqual(wrapped(20, 1), ['3/4 up rr 142 req/s']);
	assert.deepEqual(wrapped(9, 3), ['3/4 up rr', '142 req/s']);
	assert.deepEqual(wrapped(9, 1), ['3/4']);
	assert.deepEqual(wrapped(2, 2), []);
});
