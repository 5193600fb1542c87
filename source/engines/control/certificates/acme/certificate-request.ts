import type {Buffer} from 'node:buffer';
import {createPublicKey, sign, type KeyObject} from 'node:crypto';
import {alternativeNames} from '../certificate-extensions.js';
import {bitString, element, integer, objectIdentifier, sequence, set} from '../der.js';
import {signatureAlgorithms} from '../sign-certificate.js';

const extensionRequest = objectIdentifier('2a864886f70d01090e');

/**
A certification request (PKCS #10, RFC 2986) for these names.

@param privateKey - On P-256.
*/
export const certificateRequest = (names: readonly string[], privateKey: KeyObject): Buffer => {
	const information = sequence(
		integer(Uint8Array.of(0)),
		// Without a subject: authorities take names from the extension alone.
		sequence(),
		createPublicKey(privateKey).export({type: 'spki', format: 'der'}),
		element(0xA0, sequence(extensionRequest, set(sequence(alternativeNames(names))))),
	);
	return sequence(information, signatureAlgorithms.ec, bitString(sign('sha256', information, privateKey)));
};
