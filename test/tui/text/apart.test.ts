import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {unicodeGlyphs} from '../../../source/tui/look/glyphs.js';
import {writtenApart} from '../../../source/tui/text/apart.js';
import {sanitize} from '../../../source/tui/text/sanitize.js';
import {widthOf} from '../../../source/tui/text/width.js';

test('letters that Ink takes for one are written apart, as wide as terminals show them', () => {
	for (const [text, written] of [['น้ำ', 'น\u{E49}\u{E4D}\u{E32}'], ['क्ष', 'क\u{94D}\u{200C}ष'], ['é café 東京', 'é café 東京']] as const) {
		assert.equal(writtenApart(text), written);
		assert.equal(stringWidth(written), widthOf(text));
	}
});

test('terminals and Ink agree on the width of whatever is shown', () => {
	const units = fc.oneof(fc.string({unit: 'grapheme', maxLength: 8}), fc.string({unit: 'binary', maxLength: 8}), fc.string({unit: fc.integer({min: 0x11_00, max: 0x11_FF}).map(code => String.fromCodePoint(code)), maxLength: 4}));
	fc.assert(fc.property(units, text => {
		const safe = sanitize(text, unicodeGlyphs);
		assert.equal(stringWidth(writtenApart(safe)), widthOf(safe));
	}), {numRuns: 2000});
});
