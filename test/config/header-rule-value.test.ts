import assert from 'node:assert/strict';
import test from 'node:test';
import {headerRules} from '../../source/config/header-rule-value.js';

const read = (given: unknown) => headerRules.schema.read(given);

const problem = (given: unknown): string => {
	const {issues} = read(given);
	assert.ok(issues, `${JSON.stringify(given)} was taken`);
	return issues[0]!.message;
};

test('a rule sets, adds or removes', () => {
	assert.deepEqual(read(['X-A: b', '+X-A:  b c ', '-X-A', ' X-B : d']).value, [
		{action: 'set', name: 'X-A', value: ['b']},
		{action: 'append', name: 'X-A', value: ['b c']},
		{action: 'remove', name: 'X-A'},
		{action: 'set', name: 'X-B', value: ['d']},
	]);
});

test('one rule alone is a list of one', () => {
	assert.deepEqual(read('-X-A').value, [{action: 'remove', name: 'X-A'}]);
});

test('variables stand in braces, everything else for itself', () => {
	assert.deepEqual(read(['X: {client}/{request_id}{backend}', 'X: {"a":{}}', 'X: a{b c}']).value, [
		{action: 'set', name: 'X', value: [{variable: 'client'}, '/', {variable: 'request_id'}, {variable: 'backend'}]},
		{action: 'set', name: 'X', value: ['{"a":{}}']},
		{action: 'set', name: 'X', value: ['a{b c}']},
	]);
});

test('an unknown variable is refused with what may have been meant', () => {
	assert.match(problem('X: {cleint}'), /unknown variable \{cleint\}.*\{client\}/v);
});

for (const text of [
	'',
	'X',
	'+X',
	': b',
	'-X: b',
	'X:',
	'X: ',
	'+X:',
	'X Y: b',
	'X(: b',
	'\u00C9: b',
	'X: \u00E9',
	'X: a\u0001',
	'X: a\u007F',
	'X: a\rY: b',
	'X: a\nY: b',
	'X: a\r\nY: b',
	'X: a\0',
	'X\n: b',
	'X: b\n',
	'\nX: b',
]) {
	test(`${JSON.stringify(text)} is refused with how to write a rule`, () => {
		assert.match(problem(text), /^give "Name: value" to set a field, "\+Name: value" to add one more, or "-Name" to remove it$/v);
	});
}

for (const name of ['Content-Length', 'transfer-encoding', 'Connection', 'Upgrade', 'TE', 'Trailer', 'Keep-Alive', 'Proxy-Connection', 'Expect']) {
	for (const rule of [`${name}: x`, `+${name}: x`, `-${name}`]) {
		test(`${rule} is refused, since the framing depends on it`, () => {
			assert.match(problem(rule), /is managed by the proxy itself/v);
		});
	}
}

test('Host has flags of its own', () => {
	assert.match(problem('Host: x'), /--rewrite-host/v);
});

test('what is no text is refused', () => {
	assert.match(problem([{'X-A': 'b'}]), /in a file, put it in quotes/v);
	assert.match(problem(5), /give a list of rules/v);
});
