import assert from 'node:assert/strict';
import test from 'node:test';
import {asciiGlyphs, unicodeGlyphs, type Glyphs} from '../../../source/tui/look/glyphs.js';
import {chooseLook} from '../../../source/tui/look/look.js';
import {widthOf} from '../../../source/tui/text/width.js';
import {
	colorTheme,
	darkTheme,
	lightTheme,
	monoTheme,
} from '../../../source/tui/look/theme.js';

test('the first locale variable that is set decides on the characters', () => {
	const expected: ReadonlyArray<readonly [NodeJS.ProcessEnv, Glyphs]> = [
		[{}, unicodeGlyphs],
		[{LANG: 'en_US.UTF-8'}, unicodeGlyphs],
		[{LANG: 'de_DE.utf8'}, unicodeGlyphs],
		[{LANG: 'C'}, asciiGlyphs],
		[{LANG: 'en_US.UTF-8', LC_ALL: 'POSIX'}, asciiGlyphs],
		[{LANG: 'en_US.UTF-8', LC_CTYPE: 'en_US.ISO-8859-1'}, asciiGlyphs],
		[{LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C'}, unicodeGlyphs],
		[{LANG: 'en_US.UTF-8', TERM: 'linux'}, asciiGlyphs],
	];
	for (const [environment, glyphs] of expected) {
		assert.equal(chooseLook(environment).glyphs, glyphs, JSON.stringify(environment));
	}
});

test('NO_COLOR, unless empty, turns colours off', () => {
	assert.equal(chooseLook({}).theme, colorTheme);
	assert.equal(chooseLook({NO_COLOR: ''}).theme, colorTheme);
	assert.equal(chooseLook({NO_COLOR: '1'}).theme, monoTheme);
});

test('where the ground is known and there are 256 colours, auto is the theme for it', () => {
	const many = {TERM: 'xterm-256color'};
	assert.equal(chooseLook(many).theme, colorTheme);
	assert.equal(chooseLook(many, {}, 'dark').theme, darkTheme);
	assert.equal(chooseLook({COLORTERM: '24bit'}, {}, 'light').theme, lightTheme);
	assert.equal(chooseLook({...many, COLORFGBG: '0;15'}).theme, lightTheme);
	assert.equal(chooseLook({...many, COLORFGBG: '0;15'}, {}, 'dark').theme, darkTheme);
	assert.equal(chooseLook({TERM: 'xterm', COLORFGBG: '0;15'}).theme, colorTheme);
	assert.equal(chooseLook({...many, NO_COLOR: '1'}, {}, 'dark').theme, monoTheme);
	assert.equal(chooseLook(many, {theme: 'mono'}, 'dark').theme, monoTheme);
});

test('what stands in columns is one column wide', () => {
	for (const {arrowUp, arrowDown, arrowLeft, arrowRight, isUnicode, ...columnGlyphs} of [unicodeGlyphs, asciiGlyphs]) {
		for (const glyph of Object.values(columnGlyphs).flat()) {
			assert.equal(widthOf(glyph), 1, glyph);
		}

		if (!isUnicode) {
			assert.match(Object.values(columnGlyphs).flat().join('') + arrowUp + arrowDown + arrowLeft + arrowRight, /^[\u{20}-\u{7E}]*$/v);
		}
	}
});
