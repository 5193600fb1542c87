import assert from 'node:assert/strict';
import {globSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';

/** What a file in one of these is about stands in its name; what it does with it, in the folder's. */
const roles = new Set(['admin/routes', 'program/commands', 'wire']);

test('a file name exists once, but for what folders say that they do with the same thing', () => {
	const source = path.join(import.meta.dirname, '..', 'source');
	const files = globSync('**/*.{ts,tsx}', {cwd: source});
	assert.ok(files.length > 300);
	const others = Object.groupBy(files.filter(file => !roles.has(path.dirname(file))), file => path.basename(file));
	assert.deepEqual(Object.values(others).filter(named => named!.length > 1), []);
});
