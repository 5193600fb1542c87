import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {clampIndex, scrollTop} from '../../../source/tui/state/scroll.js';

test('an index is one that exists', () => {
	assert.deepEqual([clampIndex(-1, 3), clampIndex(7, 3), clampIndex(Infinity, 3), clampIndex(4, 0)], [0, 2, 2, 0]);
});

test('the view moves only as far as it must', () => {
	assert.equal(scrollTop(0, 4, 5, 20), 0);
	assert.equal(scrollTop(0, 5, 5, 20), 1);
	assert.equal(scrollTop(10, 3, 5, 20), 3);
});

test('the selected row is on the screen, and no row is wasted', () => {
	const natural = fc.nat({max: 50});
	fc.assert(fc.property(natural, natural, fc.integer({min: 1, max: 50}), fc.integer({min: 1, max: 50}), (top, wanted, height, total) => {
		const selected = clampIndex(wanted, total);
		const result = scrollTop(top, selected, height, total);
		assert.ok(result <= selected && selected < result + height);
		assert.ok(result >= 0 && (result === 0 || result + height <= total));
	}));
});
