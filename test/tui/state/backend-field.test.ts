import assert from 'node:assert/strict';
import test from 'node:test';
import {
	backendField,
	isUntouched,
	pasteInto,
	typeInto,
} from '../../../source/tui/state/backend-field.js';

const typed = (text: string): string => {
	let field = backendField();
	for (const character of text) {
		field = typeInto(field, character);
	}

	return field.text;
};

test('the form opens with a scheme, behind which one types on', () => {
	assert.equal(backendField().text, 'http://');
	assert.ok(isUntouched(backendField()));
	assert.equal(typed('localhost:3000'), 'http://localhost:3000');
	assert.equal(isUntouched(typeInto(backendField(), 'l')), false);
});

test('a whole URL takes the place of the scheme, typed or pasted', () => {
	assert.equal(typed('http://localhost:3000'), 'http://localhost:3000');
	assert.equal(typed('https://localhost:3000'), 'https://localhost:3000');
	assert.equal(pasteInto(backendField(), 'http://localhost:3000').text, 'http://localhost:3000');
	assert.equal(pasteInto(backendField(), 'HTTPS://localhost').text, 'HTTPS://localhost');
	assert.deepEqual(pasteInto(backendField(), 'http://a'), {text: 'http://a', cursor: 8});
});

test('of what is pasted the first word counts', () => {
	assert.equal(pasteInto(backendField(), '  http://a:1\nhttp://b:2\n').text, 'http://a:1');
	assert.equal(pasteInto(backendField(), '\u{1B}[31mhttp://a:1').text, 'http://[31mhttp://a:1');
	assert.equal(pasteInto(backendField(), ' \n').text, 'http://');
});

test('what a space divides does not become one address', () => {
	assert.equal(typeInto(backendField(), 'foo bar').text, 'http://foo bar');
});
