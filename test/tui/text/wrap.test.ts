import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {unicodeGlyphs} from '../../../source/tui/look/glyphs.js';
import {widthOf} from '../../../source/tui/text/width.js';
import {wrapText, wrapWithin, wrapWords} from '../../../source/tui/text/wrap.js';

test('sentences break between words, and within one only if it is too long by itself', () => {
	assert.deepEqual(wrapWords('connection closed without an answer', 20, unicodeGlyphs), ['connection closed', 'without an answer']);
	assert.deepEqual(wrapWords('ab cdefghij', 4, unicodeGlyphs), ['ab', 'cdef', 'ghij']);
	assert.deepEqual(wrapWords('four more', 4, unicodeGlyphs), ['four', 'more']);
	assert.deepEqual(wrapWords('', 4, unicodeGlyphs), ['']);
});

test('what has no room in so many lines stands behind the last of them', () => {
	assert.deepEqual(wrapWithin('one two three four', 6, 2, unicodeGlyphs), ['one', 'two three four']);
	assert.deepEqual(wrapWithin('one two', 6, 2, unicodeGlyphs), ['one', 'two']);
});

test('whatever is wrapped fits, and nothing but spaces is left out', () => {
	fc.assert(fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 8, max: 40}), (text, columns) => {
		for (const wrap of [wrapText, wrapWords]) {
			const lines = wrap(text, columns, unicodeGlyphs);
			assert.ok(lines.every(line => widthOf(line) <= columns));
		}

		assert.equal(wrapWords(text, columns, unicodeGlyphs).join('').replaceAll(/\s/gv, ''), wrapText(text, columns, unicodeGlyphs).join('').replaceAll(/\s/gv, ''));
	}));
});
