import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {X509Certificate} from 'node:crypto';
import test from 'node:test';
import {certificateId} from '../../../../../source/engines/control/certificates/acme/certificate-id.js';
import {extension} from '../../../../../source/engines/control/certificates/certificate-extensions.js';
import {element, elementsOf, integer, objectIdentifier, sequence} from '../../../../../source/engines/control/certificates/der.js';
import {makeCertificate} from '../../../../helpers/certificates.js';

/** The parts of a certificate that count, the others empty. */
const certificateWith = (serial: string, keyIdentifier: string): Buffer => sequence(sequence(
	element(0xA0, integer(Uint8Array.of(2))),
	integer(Buffer.from(serial, 'hex')),
	sequence(),
	element(0xA3, sequence(
		extension(objectIdentifier('551d13'), sequence(), true),
		extension(objectIdentifier('551d23'), sequence(element(0x80, Buffer.from(keyIdentifier, 'hex')))),
	)),
));

test('the identifier of a certificate is that of the example in RFC 9773 §4.1, its leading zeros included', () => {
	assert.equal(certificateId({raw: certificateWith('0087654321', '69885b6b87464041e1b37b847ba0ae2cde01c8d4')}), 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE');
});

test('one of a real certificate names its serial number', () => {
	const certificate = new X509Certificate(makeCertificate('a.example', {hosts: ['a.example'], issuer: makeCertificate('authority')}).cert);
	const [, serial] = certificateId(certificate)!.split('.', 2);
	assert.equal(Buffer.from(serial!, 'base64url').toString('hex').toUpperCase(), certificate.serialNumber.padStart(32, '0'));
});

test('elements are read back as they were written, long ones too', () => {
	for (const length of [0, 1, 127, 128, 255, 256, 65_535]) {
		const [first, second, ...rest] = elementsOf(Buffer.concat([element(0x04, Buffer.alloc(length, 7)), integer(Uint8Array.of(5))]));
		assert.deepEqual([first!.tag, first!.content.length, second!.content[0], rest.length], [0x04, length, 5, 0]);
	}
});
