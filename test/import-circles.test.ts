import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {importCircles, importGraph} from './helpers/import-circles.js';
import {temporaryDirectory} from './helpers/temporary-directory.js';

const source = importGraph(path.join(import.meta.dirname, '../source'));

test('no file of the source imports itself through others', () => {
	assert.ok(source.get('cli.ts')!.length > 0);
	assert.deepEqual(importCircles(source), []);
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
