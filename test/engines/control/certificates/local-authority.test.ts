import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {X509Certificate} from 'node:crypto';
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {CertificateError} from '../../../../source/engines/control/certificates/certificate-error.js';
import {LocalAuthority} from '../../../../source/engines/control/certificates/local-authority.js';
import {temporaryDirectory} from '../../../helpers/temporary-directory.js';

test('an authority is made once, for this user alone, by two instances at once as well', async t => {
	const directory = path.join(await temporaryDirectory(t), 'data');
	const both = await Promise.all([LocalAuthority.open(directory), LocalAuthority.open(directory)]);
	const again = await LocalAuthority.open(directory);
	assert.deepEqual([...both, again].map(({certificate}) => certificate), Array.from({length: 3}, () => both[0].certificate));
	assert.equal(again.isNew, false);
	assert.equal(await readFile(again.file, 'utf8'), again.certificate);
	assert.doesNotMatch(again.certificate, /PRIVATE/v);
	const modes = await Promise.all([again.file, path.join(directory, 'local-authority-key.pem')].map(async file => (await stat(file)).mode.toString(8).slice(-3)));
	assert.deepEqual(modes, ['600', '600']);
});

test('its certificates are as strict clients want them, and are kept until they are to be renewed', async t => {
	t.mock.timers.enable({apis: ['Date'], now: Date.now()});
	const directory = await temporaryDirectory(t);
	const authority = await LocalAuthority.open(directory);
	const source = authority.source(['app.test', '*.app.test', 'fe80::1']);
	const {served, status} = await source.read();
	assert.deepEqual(served.names, ['localhost', 'app.test', '*.app.test']);
	assert.deepEqual(status.names, [...served.names, '127.0.0.1', '0:0:0:0:0:0:0:1', 'fe80:0:0:0:0:0:0:1']);
	const leaf = new X509Certificate(served.cert);
	assert.ok(leaf.checkIssued(new X509Certificate(authority.certificate)));
	const file = path.join(directory, 'leaf.pem');
	await writeFile(file, served.cert);
	for (const given of [['-verify_hostname', 'a.app.test'], ['-verify_ip', '::1']]) {
		assert.match(String(execFileSync('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', authority.file, ...given, file])), /OK/v);
	}

	assert.equal((await source.read()).served, served);
	t.mock.timers.tick(368 * 86_400_000);
	assert.notEqual((await source.read()).served, served);
});

test('a damaged authority is not replaced without a word', async t => {
	const directory = await temporaryDirectory(t);
	await LocalAuthority.open(directory);
	await writeFile(path.join(directory, 'local-authority-key.pem'), 'rubbish');
	await assert.rejects(LocalAuthority.open(directory), (error: unknown) => error instanceof CertificateError && error.message.includes('delete that file'));
});
