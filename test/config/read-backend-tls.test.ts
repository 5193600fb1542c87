import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {parseCommandLine} from '../../source/config/command-line.js';
import {loadSettingsOf} from '../helpers/load-settings-of.js';
import {readBackendTls} from '../../source/config/read-backend-tls.js';
import {makeCertificate} from '../helpers/certificates.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const {cert, key} = makeCertificate('one');
const other = makeCertificate('other');

const read = async (t: TestContext, files: Readonly<Record<string, string>>) => {
	const cwd = await temporaryDirectory(t);
	const flags = await Promise.all(Object.entries(files).map(async ([flag, text]) => {
		const file = path.join(cwd, `${flag}.pem`);
		await writeFile(file, text);
		return `--${flag}=${file}`;
	}));
	const commandLine = parseCommandLine(['--no-save', ...flags]);
	assert.equal(commandLine.kind, 'run');
	return readBackendTls(await loadSettingsOf({commandLine: commandLine.settings, cwd}));
};

const assertRefused = async (t: TestContext, files: Readonly<Record<string, string>>, message: RegExp): Promise<void> => {
	await assert.rejects(read(t, files), {name: 'SettingsError', code: 'invalid_settings', message});
};

test('by default nothing is read and every certificate is verified', async t => {
	assert.deepEqual(await read(t, {}), {
		ca: undefined, cert: undefined, key: undefined, insecure: false,
	});
});

test('the files are read', async t => {
	assert.deepEqual(await read(t, {'backend-ca': other.cert, 'backend-cert': cert, 'backend-key': key}), {
		ca: other.cert, cert, key, insecure: false,
	});
});

test('an invalid certificate or key is named, with what is needed', async t => {
	await assertRefused(t, {'backend-ca': 'hello'}, /^--backend-ca \S+ holds no certificate in PEM format/v);
	await assertRefused(t, {'backend-cert': cert, 'backend-key': 'hello'}, /^--backend-key \S+ holds no private key without a passphrase in PEM format/v);
});

test('a certificate and a key must be given together, and must belong together', async t => {
	await assertRefused(t, {'backend-cert': cert}, /--backend-cert needs --backend-key/v);
	await assertRefused(t, {'backend-key': key}, /--backend-key needs --backend-cert/v);
	await assertRefused(t, {'backend-cert': cert, 'backend-key': other.key}, /is not the key of the certificate/v);
});

test('a file that is not there is named', async () => {
	const commandLine = parseCommandLine(['--no-save', '--backend-ca=/nowhere/ca.pem']);
	assert.equal(commandLine.kind, 'run');
	const settings = await loadSettingsOf({commandLine: commandLine.settings, cwd: '/'});
	await assert.rejects(readBackendTls(settings), /--backend-ca \/nowhere\/ca\.pem cannot be read/v);
});
