/*
The tests of all that needs no program, in one process: one for each file would cost twice as much as the tests themselves. As
a suite, they begin when all are loaded.
*/
import {glob} from 'node:fs/promises';
import path from 'node:path';
import {suite} from 'node:test';
import {pathToFileURL} from 'node:url';

const inProcessesOfTheirOwn = ['program/commands/**', 'end-to-end/**', 'soak/**', 'tui/input/key-streams.test.ts', 'tui/terminal/terminal*', 'index.test.ts', 'checks.test.ts'];

// eslint-disable-next-line node-test/no-async-describe -- this runner awaits it, whatever the rule says
suite('in one process', async () => {
	for await (const file of glob('**/*.test.ts', {cwd: import.meta.dirname, exclude: inProcessesOfTheirOwn})) {
		await import(pathToFileURL(path.join(import.meta.dirname, file)).href);
	}
});
