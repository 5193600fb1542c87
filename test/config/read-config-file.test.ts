import {execFileSync} from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {readConfigFile} from '../../source/config/read-config-file.js';
import {settingsRejection} from '../helpers/settings-problem.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const writing = async (t: TestContext, content: string | Uint8Array): Promise<string> => {
	const directory = await temporaryDirectory(t);
	await fs.writeFile(path.join(directory, 'f.yaml'), content);
	return directory;
};

test('a file is found from the working directory, and read without its byte order mark', async t => {
	const directory = await writing(t, '\u{FEFF}port: 1 # ü\n');
	assert.equal(await readConfigFile('f.yaml', directory), 'port: 1 # ü\n');
	assert.equal(await readConfigFile(path.join(directory, 'f.yaml'), '/'), 'port: 1 # ü\n');
});

const contents: ReadonlyArray<readonly [what: string, content: string | Uint8Array, reason: string]> = [
	['an empty file', '', 'it is empty'],
	['a blank file', ' \n\n', 'it is empty'],
	['a file that is not UTF-8', Uint8Array.of(0x70, 0xFF, 0xFE), 'it is not UTF-8 text; save it as UTF-8'],
	['a huge file', '# '.repeat(600_000), 'it is larger than 1 MiB'],
];

for (const [what, content, reason] of contents) {
	test(`${what} is refused`, async t => {
		const directory = await writing(t, content);
		assert.equal(await settingsRejection(readConfigFile('f.yaml', directory)), `The config file f.yaml cannot be used: ${reason}.`);
	});
}

test('a file of the largest size is read', async t => {
	const directory = await writing(t, '#'.repeat(1024 * 1024));
	const text = await readConfigFile('f.yaml', directory);
	assert.equal(text.length, 1024 * 1024);
});

test('what is no file is refused', async t => {
	const directory = await temporaryDirectory(t);
	await fs.symlink('circle', path.join(directory, 'circle'));
	await fs.writeFile(path.join(directory, 'file'), '');
	const refusal = async (file: string) => settingsRejection(readConfigFile(file, directory));

	assert.equal(await refusal('missing.yaml'), 'The config file missing.yaml cannot be used: the file does not exist.');
	assert.equal(await refusal('file/f.yaml'), 'The config file file/f.yaml cannot be used: the file does not exist.');
	assert.equal(await refusal('.'), 'The config file . cannot be used: it is a directory.');
	assert.equal(await refusal('circle'), 'The config file circle cannot be used: its symbolic links form a loop.');
	assert.match(await refusal('x'.repeat(300)), /cannot be used: ENAMETOOLONG/v);
});

test('a pipe without a writer is refused at once', async t => {
	const directory = await temporaryDirectory(t);
	execFileSync('mkfifo', [path.join(directory, 'pipe')]);
	assert.equal(await settingsRejection(readConfigFile('pipe', directory)), 'The config file pipe cannot be used: it is not a regular file.');
});
