import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {areaChart} from '../../../source/tui/chart/area-chart.js';
import {horizontalBar} from '../../../source/tui/chart/bar.js';
import {niceCeiling} from '../../../source/tui/chart/scale.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/tui/look/glyphs.js';

test('a curve fills from the bottom, the newest value at the right', () => {
	assert.deepEqual(areaChart([1, 2, 3, 4, 5, 6, 7, 8], {columns: 4, rows: 2, max: 8}, unicodeGlyphs), ['  ⣠⣾', '⣠⣾⣿⣿']);
	assert.deepEqual(areaChart([3, 6], {columns: 3, rows: 2, max: 6}, asciiGlyphs), ['  |', ' ||']);
	assert.deepEqual(areaChart([undefined, 4], {columns: 2, rows: 1, max: 4}, unicodeGlyphs), [' ⢸']);
});

test('what is more than nothing shows as something', () => {
	assert.deepEqual(areaChart([0, 1], {columns: 1, rows: 1, max: 1_000_000}, unicodeGlyphs), ['⢀']);
	assert.equal(horizontalBar(1e-5, 10, unicodeGlyphs), '▏');
	assert.equal(horizontalBar(1e-5, 10, asciiGlyphs), '#');
	assert.equal(horizontalBar(0, 10, unicodeGlyphs), '');
});

test('bars fill their share', () => {
	assert.equal(horizontalBar(0.5, 4, unicodeGlyphs), '██');
	assert.equal(horizontalBar(1, 4, unicodeGlyphs), '████');
	assert.equal(horizontalBar(7, 4, asciiGlyphs), '####');
});

test('a chart is as large as it should be, whatever the values', () => {
	const value = fc.oneof(fc.constant(undefined), fc.double({noNaN: true}), fc.integer());
	fc.assert(fc.property(fc.array(value), fc.integer({min: 0, max: 40}), fc.integer({min: 0, max: 8}), fc.double({noNaN: true}), (values, columns, rows, max) => {
		for (const glyphs of [unicodeGlyphs, asciiGlyphs]) {
			const lines = areaChart(values, {columns, rows, max}, glyphs);
			assert.equal(lines.length, rows);
			assert.ok(lines.every(line => line.length === columns));
		}
	}));
});

test('an axis ends where people can read it', () => {
	assert.deepEqual([0, 0.3, 1, 3, 7, 12, 99, 101].map(value => niceCeiling(value)), [1, 0.5, 1, 5, 10, 20, 100, 200]);
});
