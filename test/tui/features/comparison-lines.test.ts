import assert from 'node:assert/strict';
import test from 'node:test';
import {unicodeGlyphs} from '../../../source/tui/look/glyphs.js';
import {comparisonLines} from '../../../source/tui/features/replay/comparison-lines.js';
import {monoTheme} from '../../../source/tui/look/theme.js';
import {fakeExchange} from '../../helpers/fake-exchange.js';

const compare = (first: readonly string[], second: readonly string[], showsSecrets = false, columns = 80): string[] =>
	comparisonLines({detail: fakeExchange({responseHeaders: first})}, {detail: fakeExchange({responseHeaders: second})}, showsSecrets, columns, {theme: monoTheme, glyphs: unicodeGlyphs})
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

test('words and numbers stay whole where they fit', () => {
	const lines = compare(['Content-Length', '564', 'Server', 'a name of more than one word'], ['Content-Length', '925', 'Server', 'another one of more than one word'], false, 60);
	assert.ok(lines.includes('content-length: 564 ≠ content-length: 925'));
	assert.ok(lines.includes('server: a name of more than ≠ server: another one of more'));
	assert.ok(lines.includes('one word than one word'));
});

test('with few columns both sides stand below each other', () => {
	const lines = compare(['Content-Length', '564', 'A', '1', 'Only', 'here'], ['Content-Length', '925', 'A', '1'], false, 40);
	assert.deepEqual(lines.slice(0, 2), ['- before: request 1', '+ again: request 1']);
	assert.deepEqual(lines.slice(lines.indexOf('a: 1'), lines.indexOf('- only: here') + 1), ['a: 1', '- content-length: 564', '+ content-length: 925', '- only: here']);
});
