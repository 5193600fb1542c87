/* `npm test`: runs all tests, or the files that are named, with the runner's options if any are given: `npm test -- test/index.test.ts`. */
import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

const all = [
	'test/all-in-one-process.ts',
	'test/checks.test.ts',
	'test/{program/commands,end-to-end,soak}/**/*.test.ts',
	'test/tui/input/key-streams.test.ts',
	'test/tui/terminal/terminal*.test.ts',
	'test/index.test.ts',
];

const given = process.argv.slice(2);
const options = given.filter(argument => argument.startsWith('-'));
const files = given.filter(argument => !argument.startsWith('-'));

const runner = spawn(process.execPath, [
	'--import=./test/loader.js',
	'--test',
	'--test-concurrency=4',
	'--test-timeout=600000',
	...options,
	...files.length > 0 ? files : all,
], {cwd: path.join(import.meta.dirname, '..'), stdio: 'inherit'});
process.on('SIGTERM', () => {
	runner.kill();
});
runner.on('exit', (code, signal) => {
	process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
