import assert from 'node:assert/strict';
import test from 'node:test';
import {contextsOf, keyGroups} from '../../source/tui/input/bindings.js';
import {commands} from '../../source/tui/keymap.js';
import {backendField} from '../../source/tui/features/add/backend-field.js';
import type {Inspection} from '../../source/tui/features/inspect/inspect-mode.js';
import {browse, type Mode} from '../../source/tui/state/mode.js';
import type {Pane} from '../../source/tui/state/screen-state.js';
import {fakeBackend, fakeRecord} from '../helpers/fake-control.js';

const inspection: Inspection = {record: fakeRecord({number: 1}), found: {kind: 'asked'}, lacks: [], showsSecrets: false, top: 0};
const modes: readonly Mode[] = [
	browse,
	{kind: 'help', top: 0, back: browse},
	{kind: 'add', field: backendField(), isPending: false},
	{kind: 'find', field: backendField(), before: ''},
	{kind: 'weight', backend: fakeBackend({id: 'b1'}), field: backendField(), isPending: false, back: browse},
	{kind: 'details', id: 'b1', url: 'http://a', settings: [], askedAt: 0, top: 0},
	{kind: 'inspect', inspection},
	{kind: 'replay', inspection, backend: 'b1', isPending: false},
	{kind: 'settings', settings: [], selected: 0},
	{kind: 'setting', settings: [], selected: 0, field: backendField(), isPending: false},
	{kind: 'metrics', askedAt: 0, isAsking: false, top: 0},
	{kind: 'export', records: [], choice: 'listed', format: 'har', field: backendField(), showsSecrets: false, isPending: false, back: {kind: 'browse'}},
	{kind: 'confirm', pending: {type: 'remove', backend: fakeBackend({id: 'b1'}), isLast: false}, back: browse},
];
const panes: readonly Pane[] = ['backends', 'requests'];

test('no key means two things at one moment', () => {
	for (const mode of modes) {
		for (const pane of panes) {
			const contexts = contextsOf({mode, pane});
			const keys = commands.filter(({context}) => contexts.includes(context)).flatMap(command => command.keys);
			assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), [], `${mode.kind} in ${pane}`);
		}
	}
});

test('every command has its own id, and words for people', () => {
	const ids = commands.map(({id}) => id);
	assert.equal(new Set(ids).size, ids.length);
	for (const {label, help} of commands) {
		assert.match(label, /^[a-z][ \/\da-z]+$/v);
		assert.match(help, /^[A-Z].*[^.]$/v);
		assert.ok(help.length <= 62, `${help}: too long for 80 columns`);
	}
});

test('the form leaves every printable character to be typed', () => {
	for (const {context, keys} of commands) {
		if (['add', 'weight', 'find', 'typing', 'anywhere'].includes(context)) {
			assert.deepEqual(keys.filter(key => key.length === 1), []);
		}
	}
});

test('help lists every command once', () => {
	const listed = keyGroups(commands).flatMap(group => group.commands.map(({id}) => id));
	assert.deepEqual(listed.toSorted(), commands.map(({id}) => id).toSorted());
});
