import {Buffer} from 'node:buffer';
import {createHash, randomBytes, sign, type KeyObject} from 'node:crypto';
import {alternativeNames, extension} from './certificate-extensions.js';
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
	/** Further ones, encoded. */
	readonly extensions?: readonly Buffer[];
};

export type CertificateIssuer = {
	/** The common name. */
	readonly name: string;
	readonly publicKey: KeyObject;
	readonly privateKey: KeyObject;
};

/** By the type of the key that signs, with SHA-256. */
export const signatureAlgorithms = {
	ec: sequence(objectIdentifier('2a8648ce3d040302')),
	rsa: sequence(objectIdentifier('2a864886f70d01010b'), element(0x05)),
} as const;

const commonName = objectIdentifier('550403');
const identifiers = {
	subjectKey: objectIdentifier('551d0e'),
	keyUsage: objectIdentifier('551d0f'),
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

/** Any value that differs between keys will do (RFC 5280 §4.2.1.2). */
const keyIdentifier = (key: KeyObject): Buffer => createHash('sha256').update(key.export({type: 'spki', format: 'der'})).digest().subarray(0, 20);

const extensionsOf = ({hosts, publicKey, isAuthority, extensions = []}: CertificateSubject, issuer: CertificateIssuer): Buffer => sequence(
	extension(identifiers.basicConstraints, isAuthority ? sequence(isTrue) : sequence(), true),
	extension(identifiers.keyUsage, isAuthority ? signingUsage : serverUsage, true),
	extension(identifiers.subjectKey, octetString(keyIdentifier(publicKey))),
	extension(identifiers.authorityKey, sequence(element(0x80, keyIdentifier(issuer.publicKey)))),
	...hosts.length === 0
		? []
		: [
			extension(identifiers.extendedKeyUsage, sequence(serverAuthentication)),
			alternativeNames(hosts),
		],
	...extensions,
);

/** A positive number that cannot be guessed (RFC 5280 §4.1.2.2). */
const serialNumber = (): Buffer => integer(Buffer.concat([Uint8Array.of(1), randomBytes(15)]));

/**
Signs a certificate (RFC 5280).

@returns PEM
*/
export const signCertificate = (subject: CertificateSubject, issuer: CertificateIssuer): string => {
	const algorithm = signatureAlgorithms[issuer.privateKey.asymmetricKeyType as keyof typeof signatureAlgorithms];
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
