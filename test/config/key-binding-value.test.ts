import assert from 'node:assert/strict';
import test from 'node:test';
import {keyBindings} from '../../source/config/key-binding-value.js';

test('commands and their keys are read, one or several', () => {
	assert.deepEqual(keyBindings.schema.parse('drain=D'), [{command: 'drain', keys: ['D']}]);
	assert.deepEqual(keyBindings.schema.parse(['quit=Q,ctrl-q', 'next-match=,']), [
		{command: 'quit', keys: ['Q', 'ctrl-q']},
		{command: 'next-match', keys: [',']},
	]);
	assert.deepEqual(keyBindings.schema.parse(['help==']), [{command: 'help', keys: ['=']}]);
});

test('what is read is written the same', () => {
	assert.deepEqual(keyBindings.write(keyBindings.schema.parse(['drain=D,ctrl-d'])), ['drain=D,ctrl-d']);
});

test('anything else is refused with an example', () => {
	for (const value of ['drain', '=D', 'drain=', 'drain=a b', 7, [7]]) {
		const {error} = keyBindings.schema.safeParse(value);
		assert.match(String(error?.issues[0]?.message), /^give .*COMMAND=KEY/v, String(value));
	}
});
