import assert from 'node:assert/strict';
import {createPublicKey, generateKeyPairSync, verify} from 'node:crypto';
import test from 'node:test';
import {certificateRequest} from '../../../../../source/engines/control/certificates/acme/certificate-request.js';
import {elementsOf, sequence} from '../../../../../source/engines/control/certificates/der.js';

test('a certification request holds the names and the public key, and is signed by the private one', () => {
	const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const [request] = elementsOf(certificateRequest(['a.example', 'b.example'], privateKey));
	const [information, , signature] = elementsOf(request!.content);
	const publicKey = createPublicKey(privateKey);
	// A bit string begins with the number of its unused bits.
	assert.ok(verify('sha256', sequence(information!.content), publicKey, signature!.content.subarray(1)));
	assert.ok(information!.content.includes(publicKey.export({type: 'spki', format: 'der'})));
	for (const name of ['a.example', 'b.example']) {
		assert.ok(information!.content.includes(name), name);
	}
});
