import {exec} from 'node:child_process';
import {test} from 'node:test';
import {promisify} from 'node:util';

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
