import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	pad,
	truncate,
	truncateMiddle,
	widthOf,
} from '../../../source/tui/text/width.js';

const text = fc.string({unit: 'grapheme', maxLength: 60});
const columns = fc.integer({min: 0, max: 40});

test('wide and combining characters are counted in columns', () => {
	assert.equal(widthOf('abc'), 3);
	assert.equal(widthOf('日本'), 4);
	assert.equal(widthOf('e\u{301}'), 1);
	assert.equal(widthOf('👍'), 2);
});

test('characters of one grapheme take their columns each, as in a terminal', () => {
	for (const [characters, width] of [
		['กำ', 2],
		['␛\u{EB3}', 2],
		['क्ष', 2],
		['का', 2],
		['\u{1100}\u{1161}\u{11A8}', 2],
		['a\u{1161}', 1],
		['가\u{D7B0}', 2],
		['\u{D4E}a', 2],
	] as const) {
		assert.equal(widthOf(characters), width, characters);
	}
});

test('a text that does not fit is cut with an ellipsis', () => {
	assert.equal(truncate('/api/orders', 8, '…'), '/api/or…');
	assert.equal(truncate('/api', 4, '…'), '/api');
	assert.equal(truncate('日本語', 4, '…'), '日…');
	assert.equal(truncate('abc', 1, '…'), '…');
	assert.equal(truncate('abc', 0, '…'), '');
});

test('a URL is cut in the middle', () => {
	assert.equal(truncateMiddle('orders.internal.example.com:8443', 15, '…'), 'orders.…om:8443');
	assert.equal(truncateMiddle('127.0.0.1:9001', 14, '…'), '127.0.0.1:9001');
	assert.equal(truncateMiddle('127.0.0.1:9001', 3, '…'), '12…');
});

test('cut and filled up, any text is exactly as wide as its column', () => {
	fc.assert(fc.property(text, columns, (content, width) => {
		assert.equal(widthOf(pad(truncate(content, width, '…'), width)), width);
		assert.equal(widthOf(pad(truncateMiddle(content, width, '…'), width, 'right')), width);
	}));
});
