import assert from 'node:assert/strict';
import {exec} from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {temporaryDirectory} from './helpers/temporary-directory.js';

// eslint-disable-next-line @typescript-eslint/strict-void-return -- what `promisify` is for
const run = promisify(exec);

/** @throws {Error} With all that it printed. */
const succeeds = async (script: string): Promise<void> => {
	await run(`npm run --silent ${script}`).catch((error: unknown) => {
		const {stdout, stderr} = error as {stdout: string; stderr: string};
		throw new Error(`\`npm run ${script}\` says:\n${stdout}${stderr}`);
	});
};

test('the source holds what the project asks of it', {concurrency: true}, async t => {
	await Promise.all([
		t.test('the linter finds nothing', async () => succeeds('lint')),
		t.test('all types are right', async () => succeeds('types')),
	]);
});

test('the linter reports a circle and an import past a boundary', async t => {
	const root = path.join(import.meta.dirname, '..');
	const directory = await temporaryDirectory(t);
	const planted = Object.entries({
		'admin/boundary.ts': 'import {second} from \'../tui/second.js\';\n\nexport const boundary = (): number => second();\n',
		'admin/type-boundary.ts': 'import type {Second} from \'../tui/second.js\';\n\nexport type Boundary = Second[];\n',
		'engines/threads/boundary.ts': 'import {remote} from \'../remote/remote.js\';\n\nexport const boundary = (): number => remote();\n',
		'engines/unlisted/boundary.ts': 'import {remote} from \'../remote/remote.js\';\n\nexport const boundary = (): number => remote();\n',
		'engines/remote/remote.ts': 'import {control} from \'../control/control.js\';\n\nexport const remote = (): number => control();\n',
		'engines/control/control.ts': 'export const control = (): number => 1;\n',
		'tui/first.ts': 'import {second} from \'./second.js\';\n\nexport const first = (): number => second();\n',
		'tui/second.tsx': 'import {first} from \'./first.js\';\n\nexport type Second = string;\nexport const second = (): number => first();\n',
	}).map(([name, text]) => ({file: path.join(directory, 'source', name), text}));
	await Promise.all(['source/admin', 'source/tui', 'source/engines/threads', 'source/engines/unlisted', 'source/engines/remote', 'source/engines/control'].map(async folder => fs.mkdir(path.join(directory, folder), {recursive: true})));
	await Promise.all([
		...['.xo.config.js', 'package.json', 'tsconfig.json'].map(async name => fs.copyFile(path.join(root, name), path.join(directory, name))),
		fs.symlink(path.join(root, 'node_modules'), path.join(directory, 'node_modules'), 'junction'),
		...planted.map(async ({file, text}) => fs.writeFile(file, text)),
	]);
	const {stdout} = await run('npm run --silent lint -- --reporter=json', {cwd: directory}).catch((error: unknown) => error as {stdout: string});
	const results = JSON.parse(stdout) as ReadonlyArray<{filePath: string; messages: ReadonlyArray<{ruleId: string}>}>;
	assert.deepEqual(planted.map(({file}) => results.find(({filePath}) => filePath === file)?.messages.map(({ruleId}) => ruleId)), [
		['import-x/no-restricted-paths'],
		['import-x/no-restricted-paths'],
		['import-x/no-restricted-paths'],
		['import-x/no-restricted-paths'],
		[],
		[],
		['import-x/no-cycle'],
		['import-x/no-cycle'],
	]);
});
