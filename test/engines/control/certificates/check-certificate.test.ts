import assert from 'node:assert/strict';
import {createPrivateKey, createPublicKey, generateKeyPairSync} from 'node:crypto';
import test from 'node:test';
import {CertificateError} from '../../../../source/engines/control/certificates/certificate-error.js';
import {checkCertificate, type CertificatePair} from '../../../../source/engines/control/certificates/check-certificate.js';
import {signCertificate} from '../../../../source/engines/control/certificates/sign-certificate.js';
import {makeCertificate} from '../../../helpers/certificates.js';

const root = makeCertificate('Root');
const leaf = makeCertificate('leaf', {hosts: ['A.example', '*.a.example', '127.0.0.1'], issuer: root});
const check = (pair: CertificatePair) => checkCertificate(pair, 'cert.pem', 'key.pem');

test('names, issuer and dates are read', () => {
	const {served, status} = check({cert: `comment\n${leaf.cert}${root.cert}`, key: leaf.key});
	assert.deepEqual(served.names, ['a.example', '*.a.example']);
	assert.equal(served.keyType, 'ec');
	assert.deepEqual(status.names, ['a.example', '*.a.example', '127.0.0.1']);
	assert.equal(status.issuer, 'Root');
	assert.ok(status.notBefore < Date.now() && status.notAfter > Date.now());
	assert.doesNotMatch(served.cert, /comment/v);
});

test('without alternative names, the common name counts', () => {
	assert.deepEqual(check(makeCertificate('Old.example')).served.names, ['old.example']);
});

test('certificate and key may be in one file', () => {
	const both = leaf.key + leaf.cert;
	assert.deepEqual(check({cert: both, key: both}).served.names, ['a.example', '*.a.example']);
});

const locked = String(createPrivateKey(leaf.key).export({type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret'}));

const {publicKey, privateKey} = generateKeyPairSync('rsa', {modulusLength: 512});
const weak = {
	cert: signCertificate({name: 'weak', hosts: ['a'], publicKey, isAuthority: false, notBefore: 0, notAfter: Date.now() + 1e9}, {...root, publicKey: createPublicKey(root.key)}),
	key: String(privateKey.export({type: 'pkcs8', format: 'pem'})),
};

for (const [what, pair, message] of [
	['an empty certificate', {cert: '', key: leaf.key}, /holds no certificate/v],
	['an empty key', {cert: leaf.cert, key: ''}, /key\.pem holds no private key/v],
	['half a certificate', {cert: leaf.cert.slice(0, 200), key: leaf.key}, /holds no certificate/v],
	['a damaged certificate', {cert: leaf.cert.replace('MII', 'AAA'), key: leaf.key}, /cannot be read/v],
	['a key with a passphrase', {cert: leaf.cert, key: locked}, /without a passphrase/v],
	['the key of another', {cert: leaf.cert, key: root.key}, /does not belong to the key in key\.pem/v],
	['a key that TLS takes for too weak', weak, /cannot be served: .*too small/v],
	['the root before the leaf', {cert: root.cert + leaf.cert, key: root.key}, /not in order: certificate 2 \(leaf\)/v],
] as const) {
	test(`${what} is refused with what to do`, () => {
		assert.throws(() => check(pair), (error: unknown) => error instanceof CertificateError && message.test(error.message));
	});
}
