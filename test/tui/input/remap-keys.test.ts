import assert from 'node:assert/strict';
import test from 'node:test';
import {remapKeys} from '../../../source/tui/input/remap-keys.js';
import {commands} from '../../../source/tui/features.js';

const remapped = (changes: Readonly<Record<string, readonly string[]>>) => remapKeys(commands, new Map(Object.entries(changes)));

const problemsOf = (changes: Readonly<Record<string, readonly string[]>>): string => {
	const result = remapped(changes);
	return 'problems' in result ? result.problems.join('\n') : '';
};

test('without changes every key stays, and none stands for two commands', () => {
	assert.deepEqual(remapped({}), commands);
});

test('other keys take the place of those that a command has', () => {
	const result = remapped({drain: ['D', 'ctrl-d'], quit: ['Q']});
	assert.ok(!('problems' in result));
	assert.deepEqual(result.find(({id}) => id === 'drain')?.keys, ['D', 'ctrl-d']);
	assert.deepEqual(result.find(({id}) => id === 'quit')?.keys, ['Q']);
	assert.deepEqual(result.find(({id}) => id === 'add')?.keys, ['a']);
});

test('two commands may change places', () => {
	assert.equal(problemsOf({drain: ['x'], remove: ['d']}), '');
});

test('a key for two things at one moment is refused, with both names', () => {
	assert.match(problemsOf({drain: ['x']}), /^x is bound to both drain and remove\. Give one of them another key\.$/mv);
	assert.match(problemsOf({drain: ['q']}), /q is bound to both drain and quit/v);
	assert.match(problemsOf({inspect: ['ctrl-l']}), /ctrl-l is bound to both inspect and redraw/v);
	assert.equal(problemsOf({inspect: ['d']}), '', 'in the requests d means nothing else');
});

test('what is no command, no key, or has to stay free is refused', () => {
	assert.match(problemsOf({drian: ['D']}), /Unknown command drian/v);
	assert.match(problemsOf({drain: ['shift-d']}), /drain: unknown key shift-d/v);
	assert.match(problemsOf({'keep-filter': ['k']}), /keep-filter: k is needed there to type text/v);
});
