import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	eraseBackward,
	eraseForward,
	eraseToStart,
	eraseWord,
	insert,
	moveLeft,
	moveRight,
	moveToEnd,
	moveToStart,
	textField,
	type TextField,
} from '../../../source/tui/state/text-field.js';

const at = (text: string): TextField => ({text: text.replace('|', ''), cursor: text.indexOf('|')});
const shown = ({text, cursor}: TextField): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

test('text goes in at the cursor', () => {
	assert.equal(shown(insert(at('ab|cd'), 'xy')), 'abxy|cd');
});

test('only what can be seen goes in', () => {
	assert.equal(shown(insert(at('a|'), '\u{1B}[A \t\r\n\u{200B}\u{202E}b')), 'a[Ab|');
});

test('a field has an end', () => {
	const full = insert(textField(''), 'x'.repeat(600));
	assert.equal(full.text.length, 600);
	assert.deepEqual(insert(full, 'y'), {...full, refused: 601});
});

test('what has no room is left out as a whole, and that is known until the next change', () => {
	const refused = insert(at('ab|c'), 'x'.repeat(4400));
	assert.equal(shown(refused), 'ab|c');
	assert.equal(refused.refused, 4403);
	for (const change of [eraseBackward, eraseForward, eraseToStart, eraseWord, moveLeft, moveRight, moveToEnd, moveToStart, (field: TextField) => insert(field, 'y')]) {
		assert.equal(change(refused).refused, undefined);
	}
});

test('erasing', () => {
	assert.equal(shown(eraseBackward(at('ab|c'))), 'a|c');
	assert.equal(shown(eraseBackward(at('a👍|c'))), 'a|c');
	assert.equal(shown(eraseBackward(at('|c'))), '|c');
	assert.equal(shown(eraseForward(at('a|👍c'))), 'a|c');
	assert.equal(shown(eraseForward(at('a|'))), 'a|');
	assert.equal(shown(eraseToStart(at('ab|c'))), '|c');
});

test('erasing the part before the cursor keeps what divides it from the rest', () => {
	assert.equal(shown(eraseWord(at('http://local:90|01'))), 'http://local:|01');
	assert.equal(shown(eraseWord(at('http://local:|'))), 'http://|');
	assert.equal(shown(eraseWord(at('http://|'))), '|');
	assert.equal(shown(eraseWord(at('|'))), '|');
});

test('moving', () => {
	assert.equal(shown(moveLeft(at('a👍|b'))), 'a|👍b');
	assert.equal(shown(moveRight(at('a|👍b'))), 'a👍|b');
	assert.equal(shown(moveLeft(at('|b'))), '|b');
	assert.equal(shown(moveRight(at('b|'))), 'b|');
	assert.equal(shown(moveToStart(at('ab|'))), '|ab');
	assert.equal(shown(moveToEnd(at('|ab'))), 'ab|');
});

test('whatever is typed, the cursor stays inside the text and never splits a character', () => {
	const edits = [eraseBackward, eraseForward, eraseWord, moveLeft, moveRight, moveToStart, moveToEnd];
	const step = fc.oneof(fc.constantFrom(...edits), fc.string({unit: 'binary'}).map(text => (field: TextField) => insert(field, text)));
	fc.assert(fc.property(fc.array(step), steps => {
		let field = textField('http://');
		for (const change of steps) {
			field = change(field);
		}

		assert.ok(field.cursor >= 0 && field.cursor <= field.text.length);
		assert.ok(field.text.slice(0, field.cursor).isWellFormed() && field.text.slice(field.cursor).isWellFormed());
	}));
});
