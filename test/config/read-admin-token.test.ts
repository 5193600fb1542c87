import assert from 'node:assert/strict';
import {chmod, mkdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {readAdminToken} from '../../source/config/read-admin-token.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const fileIn = async (t: TestContext): Promise<string> => path.join(await temporaryDirectory(t), 'token');
const read = async (adminTokenFile: string | undefined, adminToken?: string) => readAdminToken({adminToken, adminTokenFile});

test('without a file the token is what was given', async () => {
	assert.equal(await read(undefined), undefined);
	assert.equal(await read(undefined, 'secret'), 'secret');
});

test('a file that is not there is made for this user alone, and holds from then on', async t => {
	const file = await fileIn(t);
	const token = await read(file);
	assert.match(token!, /^[\da-f]{64}$/v);
	assert.equal(await readFile(file, 'utf8'), `${token}\n`);
	const {mode} = await stat(file);
	assert.equal(mode % 0o1000, 0o600);
	assert.equal(await read(file), token);
	assert.notEqual(await read(await fileIn(t)), token);
});

test('white space around the token is none of it', async t => {
	const file = await fileIn(t);
	await writeFile(file, '\n  s3cret==  \r\n', {mode: 0o600});
	assert.equal(await read(file), 's3cret==');
});

for (const [what, text] of [['nothing', ''], ['two words', 'one two'], ['too much', 'a'.repeat(5000)], ['no text', '\0\u00FF']] as const) {
	test(`a file that holds ${what} is refused, and stays as it is`, async t => {
		const file = await fileIn(t);
		await writeFile(file, text, {mode: 0o600});
		const message = `--admin-token-file ${file} holds no token: that is up to 256 letters, digits and any of - . _ ~ + /. Fix it, or remove it: the next start creates a new one.`;
		await assert.rejects(read(file), {name: 'SettingsError', message});
		assert.equal(await readFile(file, 'utf8'), text);
	});
}

test('a file that others can read is refused', {skip: process.platform === 'win32'}, async t => {
	const file = await fileIn(t);
	await writeFile(file, 'secret');
	await chmod(file, 0o640);
	await assert.rejects(read(file), {message: `--admin-token-file ${file} can be read by others (mode 0640). Close it with: chmod 600 ${file}`});
});

test('what is no file, and where none can be made, is refused', async t => {
	const file = await fileIn(t);
	await mkdir(file);
	await assert.rejects(read(file), {message: /is not a regular file/v});
	await assert.rejects(read(path.join(path.dirname(file), 'missing', 'token')), {name: 'SettingsError', message: /cannot be used: ENOENT/v});
});
