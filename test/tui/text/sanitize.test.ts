import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/tui/look/glyphs.js';
import {sanitize} from '../../../source/tui/text/sanitize.js';
import {widthOf} from '../../../source/tui/text/width.js';
import {EmulatedScreen} from '../../helpers/emulated-screen.js';

const awkward = '\u{1B}\u{9B}\u{7}\r\n\t[]31m;/日é👍🏽\u{200D}\u{FE0F}\u{202E}\u{301}\u{20E3}🇩🇪한\u{1161}\u{D7B0}กำ\u{EB3}क्षा';
const anyText = fc.string({unit: fc.oneof(fc.constantFrom(...awkward), fc.string({unit: 'binary', minLength: 1, maxLength: 1}))});

test('plain text stays as it is', () => {
	assert.equal(sanitize('/api/orders?id=1&x=%20', unicodeGlyphs), '/api/orders?id=1&x=%20');
	assert.equal(sanitize('/日本語/naïve', unicodeGlyphs), '/日本語/naïve');
});

test('what steers a terminal is shown instead of obeyed', () => {
	assert.equal(sanitize('/a\u{1B}[31mred', unicodeGlyphs), '/a␛[31mred');
	assert.equal(sanitize('/a\u{1B}]8;;http://evil\u{7}b', unicodeGlyphs), '/a␛]8;;http://evil␇b');
	assert.equal(sanitize('a\r\nb\tc', unicodeGlyphs), 'a␍␊b␉c');
	assert.equal(sanitize('\u{9B}2J\u{7F}', unicodeGlyphs), '\u{FFFD}2J\u{FFFD}');
});

test('what reorders, hides or joins characters becomes visible', () => {
	assert.equal(sanitize('a\u{202E}b\u{2066}c', unicodeGlyphs), 'a\u{FFFD}b\u{FFFD}c');
	assert.equal(sanitize('a\u{200B}b\u{2028}c', unicodeGlyphs), 'a\u{FFFD}b\u{FFFD}c');
	assert.equal(sanitize('👨\u{200D}👩', unicodeGlyphs), '👨\u{FFFD}👩');
});

test('what has no letter to stand on gets something to stand on', () => {
	assert.equal(sanitize('\u{301}a', unicodeGlyphs), '\u{FFFD}a');
	assert.equal(sanitize('\u{1161}a', unicodeGlyphs), '\u{FFFD}a');
	assert.equal(sanitize('\u{1100}\u{1161}', unicodeGlyphs), '\u{1100}\u{1161}');
});

test('a terminal without Unicode gets ASCII only', () => {
	assert.equal(sanitize('/日本\u{1B}é', asciiGlyphs), '/????');
	fc.assert(fc.property(anyText, text => /^[\u{20}-\u{7E}]*$/v.test(sanitize(text, asciiGlyphs))));
});

test('the result holds no control or invisible character, and is one line of bounded length', () => {
	fc.assert(fc.property(anyText, text => {
		const safe = sanitize(text, unicodeGlyphs);
		assert.doesNotMatch(safe, /[\p{Default_Ignorable_Code_Point}\p{Line_Separator}\p{Other}\p{Paragraph_Separator}]/v);
		assert.equal(sanitize(safe, unicodeGlyphs), safe);
	}));
	assert.equal(sanitize('x'.repeat(100_000), unicodeGlyphs).length, 2000);
});

test('the result takes as many columns in a terminal as it is measured to take', async () => {
	await fc.assert(fc.asyncProperty(anyText, async text => {
		const safe = sanitize(text, unicodeGlyphs).slice(0, 60);
		const screen = new EmulatedScreen(200, 2);
		await screen.write(`[${safe}|`);
		assert.equal(screen.cell(widthOf(safe) + 1, 0).text, '|', JSON.stringify(safe));
		screen.dispose();
	}), {numRuns: 200});
});
