import assert from 'node:assert/strict';
import test from 'node:test';
import {
	backendField,
	intendedBackend,
	isUntouched,
	pasteInto,
	typeInto,
} from '../../../source/tui/features/new-backend/backend-field.js';
import {textField} from '../../../source/tui/state/text-field.js';

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

test('what begins with a slash behind the URL is the path of its health checks', () => {
	assert.deepEqual(intendedBackend(textField('3000 /health?deep=1 ')), {url: 'http://localhost:3000', healthCheck: {path: '/health?deep=1'}});
	assert.deepEqual(intendedBackend(textField('https://a.example  /')), {url: 'https://a.example', healthCheck: {path: '/'}});
	for (const text of ['a health', 'a /b c', 'a /\u{E9}', 'a /b#c', 'http+dns://a:80 /health']) {
		assert.deepEqual(intendedBackend(textField(text)), {url: text.includes('://') ? text : `http://${text}`}, text);
	}
});
