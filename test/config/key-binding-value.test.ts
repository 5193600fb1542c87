import assert from 'node:assert/strict';
import test from 'node:test';
import {keyBindings} from '../../source/config/key-binding-value.js';

test('commands and their keys are read, one or several', () => {
	assert.deepEqual(keyBindings.schema.read('drain=D').value, [{command: 'drain', keys: ['D']}]);
	assert.deepEqual(keyBindings.schema.read(['quit=Q,ctrl-q', 'next-match=,']).value, [
		{command: 'quit', keys: ['Q', 'ctrl-q']},
		{command: 'next-match', keys: [',']},
	]);
	assert.deepEqual(keyBindings.schema.read(['help==']).value, [{command: 'help', keys: ['=']}]);
});

test('what is read is written the same', () => {
	assert.deepEqual(keyBindings.write(keyBindings.schema.read(['drain=D,ctrl-d']).value), ['drain=D,ctrl-d']);
});

test('anything else is refused with an example', () => {
	for (const value of ['drain', '=D', 'drain=', 'drain=a b', 7, [7]]) {
		const {issues} = keyBindings.schema.read(value);
		assert.match(String(issues?.[0]?.message), /^give .*COMMAND=KEY/v, String(value));
	}
});
