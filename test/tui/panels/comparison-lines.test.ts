import assert from 'node:assert/strict';
import test from 'node:test';
import {unicodeGlyphs} from '../../../source/tui/glyphs.js';
import {comparisonLines} from '../../../source/tui/panels/comparison-lines.js';
import {monoTheme} from '../../../source/tui/theme.js';
import {fakeExchange} from '../../helpers/fake-exchange.js';

const compare = (first: readonly string[], second: readonly string[], showsSecrets = false): string[] =>
	comparisonLines({detail: fakeExchange({responseHeaders: first})}, {detail: fakeExchange({responseHeaders: second})}, showsSecrets, 80, {theme: monoTheme, glyphs: unicodeGlyphs})
		.map(line => line.map(({text}) => text).join('').replaceAll(/\s+/gv, ' ').trim());

test('secrets that differ differ, whether they are shown or masked', () => {
	const [first, second] = [['Set-Cookie', 'sid=one'], ['Set-Cookie', 'sid=two']];
	assert.ok(compare(first, second, true).includes('set-cookie: sid=one ≠ set-cookie: sid=two'));
	assert.ok(compare(first, second).includes('set-cookie: sid=*** ≠ set-cookie: sid=*** (another value)'));
	assert.ok(!compare(first, second).join('\n').includes('the same, without'));
});

test('the order of fields does not matter, nor what belongs to one connection or moment', () => {
	const lines = compare(['B', '2', 'A', '1', 'Date', 'now', 'Connection', 'close'], ['a', '1', 'b', '2', 'Date', 'then']);
	assert.match(lines.join('\n'), /Response headers the same, without date and connection/v);
});

test('a field that is there twice is not the same as one that is there once', () => {
	assert.ok(compare(['A', '1', 'A', '1'], ['A', '1']).includes('a: 1 ≠'));
});
