import {Buffer} from 'node:buffer';
import {createHash, randomBytes, sign, type KeyObject} from 'node:crypto';
import {isIP} from 'node:net';
import {ipv6Groups} from '../../../model/ip-address.js';
import {bitString, element, integer, isTrue, objectIdentifier, octetString, pemOf, sequence, set, time, utf8String} from './der.js';

export type CertificateSubject = {
	/** The common name. */
	readonly name: string;
	/** DNS names and addresses that it is for; none for an authority. */
	readonly hosts: readonly string[];
	readonly publicKey: KeyObject;
	/** Whether it may sign others. */
	readonly isAuthority: boolean;
	/** Milliseconds since the epoch. */
	readonly notBefore: number;
	readonly notAfter: number;
};

export type CertificateIssuer = {
	/** The common name. */
	readonly name: string;
	readonly publicKey: KeyObject;
	readonly privateKey: KeyObject;
};

const algorithms = {
	ec: sequence(objectIdentifier('2a8648ce3d040302')),
	rsa: sequence(objectIdentifier('2a864886f70d01010b'), element(0x05)),
} as const;

const commonName = objectIdentifier('550403');
const identifiers = {
	subjectKey: objectIdentifier('551d0e'),
	keyUsage: objectIdentifier('551d0f'),
	alternativeNames: objectIdentifier('551d11'),
	basicConstraints: objectIdentifier('551d13'),
	authorityKey: objectIdentifier('551d23'),
	extendedKeyUsage: objectIdentifier('551d25'),
} as const;
const serverAuthentication = objectIdentifier('2b06010505070301');

/* eslint-disable no-bitwise -- The bits of a key usage (RFC 5280 §4.2.1.3). */
const digitalSignature = 0x80;
const signingUsage = bitString(Uint8Array.of(digitalSignature | 0x04 | 0x02), 1);
/* eslint-enable no-bitwise */
const serverUsage = bitString(Uint8Array.of(digitalSignature), 7);

const distinguishedName = (name: string): Buffer => sequence(set(sequence(commonName, utf8String(name))));

const addressBytes = (address: string): Uint8Array => isIP(address) === 4
	? Uint8Array.from(address.split('.').map(Number))
	: Uint8Array.from(ipv6Groups(address).flatMap(group => [Math.trunc(group / 256), group % 256]));

const alternativeName = (host: string): Buffer => isIP(host) === 0 ? element(0x82, Buffer.from(host)) : element(0x87, addressBytes(host));

/** Any value that differs between keys will do (RFC 5280 §4.2.1.2). */
const keyIdentifier = (key: KeyObject): Buffer => createHash('sha256').update(key.export({type: 'spki', format: 'der'})).digest().subarray(0, 20);

const extension = (identifier: Buffer, value: Buffer, isCritical = false): Buffer =>
	sequence(identifier, ...isCritical ? [isTrue] : [], octetString(value));

const extensionsOf = ({hosts, publicKey, isAuthority}: CertificateSubject, issuer: CertificateIssuer): Buffer => sequence(
	extension(identifiers.basicConstraints, isAuthority ? sequence(isTrue) : sequence(), true),
	extension(identifiers.keyUsage, isAuthority ? signingUsage : serverUsage, true),
	extension(identifiers.subjectKey, octetString(keyIdentifier(publicKey))),
	extension(identifiers.authorityKey, sequence(element(0x80, keyIdentifier(issuer.publicKey)))),
	...hosts.length === 0
		? []
		: [
			extension(identifiers.extendedKeyUsage, sequence(serverAuthentication)),
			extension(identifiers.alternativeNames, sequence(...hosts.map(host => alternativeName(host)))),
		],
);

/** A positive number that cannot be guessed (RFC 5280 §4.1.2.2). */
const serialNumber = (): Buffer => integer(Buffer.concat([Uint8Array.of(1), randomBytes(15)]));

/**
Signs a certificate (RFC 5280).

@returns PEM
*/
export const signCertificate = (subject: CertificateSubject, issuer: CertificateIssuer): string => {
	const algorithm = algorithms[issuer.privateKey.asymmetricKeyType as keyof typeof algorithms];
	const toBeSigned = sequence(
		// Version 3
		element(0xA0, integer(Uint8Array.of(2))),
		serialNumber(),
		algorithm,
		distinguishedName(issuer.name),
		sequence(time(subject.notBefore), time(subject.notAfter)),
		distinguishedName(subject.name),
		subject.publicKey.export({type: 'spki', format: 'der'}),
		element(0xA3, extensionsOf(subject, issuer)),
	);
	return pemOf('CERTIFICATE', sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, issuer.privateKey))));
};
