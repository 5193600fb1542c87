import assert from 'node:assert/strict';
import test from 'node:test';
import {contextsOf, keyGroups} from '../../../source/tui/input/bindings.js';
import {backendField} from '../../../source/tui/features/new-backend/backend-field.js';
import {inspectMode, type Inspection} from '../../../source/tui/features/inspect/inspect-mode.js';
import {browse, type Mode} from '../../../source/tui/state/mode.js';
import type {Pane} from '../../../source/tui/state/screen-state.js';
import {commands, modes as allModes} from '../../../source/tui/features.js';
import {helpMode} from '../../../source/tui/features/help/help-mode.js';
import {newBackendMode} from '../../../source/tui/features/new-backend/new-backend-mode.js';
import {findMode} from '../../../source/tui/features/find/find-mode.js';
import {weightMode} from '../../../source/tui/features/weight/weight-mode.js';
import {detailsMode} from '../../../source/tui/features/details/details-mode.js';
import {replayMode} from '../../../source/tui/features/replay/replay-mode.js';
import {settingsMode, settingMode} from '../../../source/tui/features/settings/settings-mode.js';
import {metricsMode} from '../../../source/tui/features/metrics/metrics-mode.js';
import {exportMode} from '../../../source/tui/features/export/export-mode.js';
import {confirmMode} from '../../../source/tui/features/pool/confirm-mode.js';
import {fakeBackend, fakeRecord} from '../../helpers/fake-control.js';

const inspection: Inspection = {record: fakeRecord({number: 1}), found: {kind: 'asked'}, lacks: [], showsSecrets: false, top: 0};
const modes: readonly Mode[] = [
	browse,
	helpMode.of({top: 0, back: browse}),
	newBackendMode.of({field: backendField(), isPending: false}),
	findMode.of({field: backendField(), before: ''}),
	weightMode.of({backends: [fakeBackend({id: 'b1'})], field: backendField(), isPending: false, back: browse}),
	detailsMode.of({backendId: 'b1', url: 'http://a', settings: [], askedAt: 0, top: 0}),
	inspectMode.of({inspection}),
	replayMode.of({inspection, backend: 'b1', isPending: false}),
	settingsMode.of({settings: [], selected: 0}),
	settingMode.of({settings: [], selected: 0, field: backendField(), isPending: false}),
	metricsMode.of({askedAt: 0, isAsking: false, top: 0}),
	exportMode.of({records: [], choice: 'listed', format: 'har', field: backendField(), showsSecrets: false, isPending: false, back: {kind: 'browse'}}),
	confirmMode.of({pending: {type: 'remove', backends: [fakeBackend({id: 'b1'})], isLast: false}, back: browse}),
];
const panes: readonly Pane[] = ['backends', 'requests'];

test('no key means two things at one moment', () => {
	for (const mode of modes) {
		for (const pane of panes) {
			const contexts = contextsOf({mode, modes: allModes, pane});
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
		if (['add', 'weight', 'find', 'typing', 'anywhere'].includes(context.id)) {
			assert.deepEqual(keys.filter(key => key.length === 1), []);
		}
	}
});

test('help lists every command once', () => {
	const listed = keyGroups(commands).flatMap(group => group.commands.map(({id}) => id));
	assert.deepEqual(listed.toSorted(), commands.map(({id}) => id).toSorted());
});
