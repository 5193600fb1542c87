import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	fitLine,
	lineWidth,
	paint,
	segment,
	selectedLine,
} from '../../../source/tui/layout/line.js';
import {colorTheme, monoTheme} from '../../../source/tui/look/theme.js';

test('a line is cut or filled up to the width of the screen', () => {
	assert.deepEqual(fitLine([segment('abc', 'good'), segment('def', 'bad')], 5, '…'), [segment('abc', 'good'), {text: 'd…', tone: 'bad', width: 2}]);
	assert.equal(lineWidth(fitLine([segment('abc')], 5, '…')), 5);
	fc.assert(fc.property(fc.array(fc.string({unit: 'grapheme'})), fc.integer({min: 0, max: 80}), (texts, columns) => {
		assert.equal(lineWidth(fitLine(texts.map(text => segment(text)), columns, '…')), columns);
	}));
});

test('colours and emphasis come from the theme', () => {
	assert.equal(paint([segment('up', 'good')], colorTheme), '\u{1B}[32mup\u{1B}[39m');
	assert.equal(paint([segment('up', 'good')], monoTheme), 'up');
	assert.equal(paint([segment('x', 'bad')], monoTheme), '\u{1B}[1mx\u{1B}[22m');
});

test('spaces at the end are left out unless they can be seen', () => {
	assert.equal(paint([segment('a '), segment('  ', 'muted')], colorTheme), 'a');
	assert.equal(paint(selectedLine([segment('a'), segment(' ')]), monoTheme), '\u{1B}[7ma \u{1B}[27m');
	assert.equal(paint([segment(' '.repeat(3))], monoTheme), '');
});

test('a selected line is one bar, in which trouble is still seen', () => {
	assert.equal(
		paint(selectedLine([segment(' '), segment('DOWN ', 'bad'), segment('9001', 'muted'), segment(' 1 s', 'warn')]), monoTheme),
		'\u{1B}[7m \u{1B}[27m\u{1B}[7m\u{1B}[1mDOWN\u{1B}[22m \u{1B}[27m\u{1B}[7m9001 1 s\u{1B}[27m',
	);
	assert.equal(paint(selectedLine([segment(' '), segment('UP', 'good'), segment(' ')]), colorTheme), '\u{1B}[7m UP \u{1B}[27m');
});

test('parts of one tone, and the room between them, change the style once', () => {
	assert.equal(paint([segment('a', 'muted'), segment('  '), segment('b', 'muted'), segment(' '), segment('c', 'good')], colorTheme), '\u{1B}[2ma  b\u{1B}[22m \u{1B}[32mc\u{1B}[39m');
	assert.equal(paint([segment('a', 'cursor'), segment(' '), segment('b')], monoTheme), '\u{1B}[7ma\u{1B}[27m b');
	assert.equal(paint([segment('typed'), segment(' ', 'cursor'), segment('  ')], monoTheme), 'typed\u{1B}[7m \u{1B}[27m', 'the cursor behind a text is seen');
});

test('without colours no colour is left, but emphasis is', () => {
	for (const style of Object.values(monoTheme)) {
		assert.doesNotMatch(style('x'), /\[(?:[349]|10)\d/v);
	}

	assert.notEqual(monoTheme.selected('x'), 'x');
	assert.notEqual(monoTheme.strong('x'), 'x');
});
