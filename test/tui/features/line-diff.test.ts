import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {diffLines} from '../../../source/tui/features/replay/line-diff.js';

test('lines that are the same stand beside each other, and those that were replaced', () => {
	assert.deepEqual(diffLines(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'y', 'd']), [
		{left: 'a', right: 'a', isSame: true},
		{left: 'b', right: 'x', isSame: false},
		{left: 'c', right: 'c', isSame: true},
		{right: 'y', isSame: false},
		{left: 'd', right: 'd', isSame: true},
	]);
	assert.deepEqual(diffLines([], []), []);
});

test('both texts can be read off what is shown, whatever they are', () => {
	const text = fc.array(fc.constantFrom('a', 'b', 'c'), {maxLength: 12});
	fc.assert(fc.property(text, text, (left, right) => {
		const rows = diffLines(left, right);
		assert.deepEqual(rows.flatMap(row => row.left ?? []), left);
		assert.deepEqual(rows.flatMap(row => row.right ?? []), right);
		assert.ok(rows.every(row => row.isSame === (row.left === row.right)));
	}));
});

test('long texts without anything in common take no long time', () => {
	const rows = diffLines(Array.from({length: 4000}, (_, index) => `left ${index}`), Array.from({length: 4000}, (_, index) => `right ${index}`));
	assert.equal(rows.length, 4000);
});
