import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHmac, createPublicKey, generateKeyPairSync, verify} from 'node:crypto';
import test from 'node:test';
import {jsonWebKey, signedByKey, signedBySecret, thumbprint, type Jws} from '../../../../../source/engines/control/certificates/acme/jws.js';

const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
const decoded = (text: string): unknown => JSON.parse(String(Buffer.from(text, 'base64url')));
const signed = ({protected: header, payload}: Jws): Buffer => Buffer.from(`${header}.${payload}`);

test('a request is signed so that its header, its payload and the key fit together', () => {
	const jws = signedByKey(privateKey, {nonce: 'n', url: 'https://ca.test/order', kid: 'https://ca.test/account/1'}, {identifiers: []});
	assert.deepEqual(decoded(jws.protected), {alg: 'ES256', nonce: 'n', url: 'https://ca.test/order', kid: 'https://ca.test/account/1'});
	assert.deepEqual(decoded(jws.payload), {identifiers: []});
	assert.equal(Buffer.from(jws.signature, 'base64url').length, 64);
	assert.ok(verify('sha256', signed(jws), {key: createPublicKey(privateKey), dsaEncoding: 'ieee-p1363'}, Buffer.from(jws.signature, 'base64url')));
	assert.equal(signedByKey(privateKey, {}, undefined).payload, '');
});

test('an account is bound by a signature with the secret of another', () => {
	const jws = signedBySecret(Buffer.from('secret'), {kid: 'k', url: 'u'}, jsonWebKey(privateKey));
	assert.deepEqual(decoded(jws.protected), {alg: 'HS256', kid: 'k', url: 'u'});
	assert.deepEqual(decoded(jws.payload), jsonWebKey(privateKey));
	assert.equal(jws.signature, createHmac('sha256', 'secret').update(signed(jws)).digest('base64url'));
});

test('the thumbprint is of the public key alone, its members in the order of the alphabet', () => {
	assert.deepEqual(Object.keys(jsonWebKey(privateKey)), ['crv', 'kty', 'x', 'y']);
	assert.match(thumbprint(privateKey), /^[\w\-]{43}$/v);
	assert.equal(thumbprint(privateKey), thumbprint(privateKey));
});
