import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {fuzzyScore, hasWords} from '../../../source/tui/text/fuzzy.js';

const best = (pattern: string, ...texts: string[]): string | undefined =>
	texts.filter(text => fuzzyScore(pattern, text) !== undefined).toSorted((first, second) => fuzzyScore(pattern, second)! - fuzzyScore(pattern, first)!)[0];

test('characters in their order are found, others are not', () => {
	assert.equal(fuzzyScore('drn', 'drain') === undefined, false);
	assert.equal(fuzzyScore('nrd', 'drain'), undefined);
	assert.equal(fuzzyScore('', 'drain'), 0);
	assert.equal(fuzzyScore('ADD BACK', 'add a backend') === undefined, false);
});

test('beginnings of words and runs count more', () => {
	assert.equal(best('drain', 'drop air in', 'to drain'), 'to drain');
});

test('a word that begins later does not hide what stands before', () => {
	assert.notEqual(fuzzyScore('se', 'reset s'), undefined);
});

test('words count where a word begins, all of them', () => {
	assert.ok(hasWords('Back  add', 'Add a backend'));
	assert.ok(hasWords('first', 'Remove it (asks first)'));
	assert.ok(hasWords('asks', 'Remove it (asks first)'));
	assert.ok(!hasWords('end', 'Add a backend'));
	assert.ok(!hasWords('add c', 'Add a backend'));
});

test('whatever lies between, a text holds its own characters', () => {
	fc.assert(fc.property(fc.string(), fc.string(), (before, after) => {
		assert.notEqual(fuzzyScore('ab', `${before}a${after}b`), undefined);
	}));
});
