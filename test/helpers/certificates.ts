import {Buffer} from 'node:buffer';
import {
	generateKeyPairSync,
	type KeyObject,
	randomBytes,
	sign,
} from 'node:crypto';
import {isIP} from 'node:net';

/** A certificate with its key, both as PEM, and what it takes to sign others with it. */
export type Certificate = {
	readonly cert: string;
	readonly key: string;
	readonly name: string;
	readonly privateKey: KeyObject;
};

type CertificateOptions = {
	/** DNS names and IP addresses that it is for. */
	readonly hosts?: readonly string[];
	/** @default itself */
	readonly issuer?: Certificate;
	/** @default 'ec' */
	readonly keyType?: 'ec' | 'rsa';
	/**
	When it ends, from now.

	@default a day
	*/
	readonly validMs?: number;
};

/* As little of DER (ITU-T X.690) and X.509 (RFC 5280) as a test certificate needs. */

const element = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
	const content = Buffer.concat(contents);
	const length = content.length < 128 ? [content.length] : [0x82, Math.trunc(content.length / 256), content.length % 256];
	return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const sequence = (...contents: readonly Uint8Array[]): Buffer => element(0x30, ...contents);
const oid = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'));
const bitString = (bytes: Uint8Array): Buffer => element(0x03, Buffer.from([0]), bytes);
const time = (milliseconds: number): Buffer =>
	element(0x17, Buffer.from(`${new Date(milliseconds).toISOString().slice(2, 19).replaceAll(/[T:\-]/gv, '')}Z`));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const rsaWithSha256 = sequence(oid('2a864886f70d01010b'), element(0x05));
const commonName = oid('550403');
const subjectAltName = oid('551d11');
const basicConstraints = oid('551d13');

const nameOf = (name: string): Buffer => sequence(element(0x31, sequence(commonName, element(0x0C, Buffer.from(name)))));

const altNameOf = (host: string): Buffer =>
	isIP(host) === 4 ? element(0x87, Buffer.from(host.split('.').map(Number))) : element(0x82, Buffer.from(host));

const pem = (label: string, der: Buffer): string =>
	`-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{64}(?=.)/gv, '$&\n')}\n-----END ${label}-----\n`;

/** Makes a certificate; without an issuer, an authority that signs itself. */
export const makeCertificate = (name: string, {hosts = [], issuer, keyType = 'ec', validMs = 86_400_000}: CertificateOptions = {}): Certificate => {
	const {privateKey, publicKey} = keyType === 'ec' ? generateKeyPairSync('ec', {namedCurve: 'P-256'}) : generateKeyPairSync('rsa', {modulusLength: 2048});
	const extensions = [
		...(hosts.length > 0 ? [sequence(subjectAltName, element(0x04, sequence(...hosts.map(host => altNameOf(host)))))] : []),
		...(issuer === undefined ? [sequence(basicConstraints, element(0x04, sequence(element(0x01, Buffer.from([0xFF])))))] : []),
	];
	const now = Date.now();
	const signingKey = issuer?.privateKey ?? privateKey;
	const algorithm = signingKey.asymmetricKeyType === 'ec' ? ecdsaWithSha256 : rsaWithSha256;
	const toBeSigned = sequence(
		element(0xA0, element(0x02, Buffer.from([2]))),
		element(0x02, Buffer.from([1, ...randomBytes(8)])),
		algorithm,
		nameOf(issuer?.name ?? name),
		sequence(time(Math.min(now, now + validMs) - 86_400_000), time(now + validMs)),
		nameOf(name),
		publicKey.export({type: 'spki', format: 'der'}),
		element(0xA3, sequence(...extensions)),
	);
	const signature = sign('sha256', toBeSigned, signingKey);
	return {
		cert: pem('CERTIFICATE', sequence(toBeSigned, algorithm, bitString(signature))),
		key: String(privateKey.export({type: 'pkcs8', format: 'pem'})),
		name,
		privateKey,
	};
};
