import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {importCircles, importGraph} from './helpers/import-circles.js';
import {temporaryDirectory} from './helpers/temporary-directory.js';

/** Imports, all of types, by which the screen's keys and its state form a circle. No further one may be listed. */
const knownImports = [
	'tui/keymap.ts → tui/features/backends/backends-keys.ts',
	'tui/keymap.ts → tui/features/inspect/inspect-keys.ts',
	'tui/keymap.ts → tui/features/requests/request-actions-keys.ts',
	'tui/screen-command.ts → tui/state/screen-state.ts',
	'tui/features/export/export-keys.ts → tui/features/export/export-records.ts',
	'tui/features/requests/requests-keys.ts → tui/state/screen-state.ts',
	'tui/features/settings/settings-keys.ts → tui/state/screen-state.ts',
	'tui/features/term/term-keys.ts → tui/state/screen-state.ts',
	'tui/features/pool/confirm-mode.ts → tui/state/mode.ts',
	'tui/features/export/export-mode.ts → tui/state/mode.ts',
	'tui/features/filter/filter-mode.ts → tui/state/screen-state.ts',
	'tui/features/help/help-mode.ts → tui/state/mode.ts',
	'tui/state/mode.ts → tui/features/palette/palette-mode.ts',
	'tui/features/weight/weight-mode.ts → tui/state/mode.ts',
];

const source = importGraph(path.join(import.meta.dirname, '../source'));

test('no file of the source imports itself through others', () => {
	assert.ok(source.get('cli.ts')!.length > 0);
	assert.deepEqual(importCircles(source, knownImports), []);
});

test('each import that is known to close a circle still does', () => {
	const others = (known: string) => knownImports.filter(other => other !== known);
	assert.deepEqual(knownImports.filter(known => importCircles(source, others(known)).length === 0), []);
});

for (const statement of [
	'import {other} from \'./other.js\';',
	'import type {Other} from \'./other.js\';',
	'import {type Other} from \'./other.js\';',
	'import \'./other.js\';',
	'export * from \'./other.js\';',
	'export type {Other} from \'./other.js\';',
	'export type Mine = import(\'./other.js\').Other;',
	'export type Mine = typeof import(\'./other.js\');',
	'export const load = async () => import(\'./other.js\');',
]) {
	test(`a circle is found that is closed by ${statement}`, async t => {
		const directory = await temporaryDirectory(t);
		await fs.mkdir(path.join(directory, 'folder'));
		await Promise.all([
			fs.writeFile(path.join(directory, 'first.ts'), 'import type {Screen} from \'./folder/screen.js\';\nimport {other} from \'./other.js\';\n'),
			fs.writeFile(path.join(directory, 'folder/screen.tsx'), 'export type {Other} from \'../other.js\';\n'),
			fs.writeFile(path.join(directory, 'other.ts'), 'export const other = 1;\n'),
		]);
		assert.deepEqual(importCircles(importGraph(directory)), [], 'Two ways to one file are no circle.');

		await fs.writeFile(path.join(directory, 'other.ts'), `${statement.replace('other', 'first').replace('./other', './first')}\n`);
		assert.deepEqual(importCircles(importGraph(directory)), ['first.ts → folder/screen.tsx → other.ts → first.ts']);
	});
}
