import {createPublicKey, generateKeyPairSync, type KeyObject} from 'node:crypto';
import {signCertificate} from '../../source/engines/control/certificates/sign-certificate.js';

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

/** Makes a certificate; without an issuer, an authority that signs itself. */
export const makeCertificate = (name: string, {hosts = [], issuer, keyType = 'ec', validMs = 86_400_000}: CertificateOptions = {}): Certificate => {
	const {privateKey, publicKey} = keyType === 'ec' ? generateKeyPairSync('ec', {namedCurve: 'P-256'}) : generateKeyPairSync('rsa', {modulusLength: 2048});
	const now = Date.now();
	const subject = {
		name, hosts, publicKey, isAuthority: issuer === undefined, notBefore: Math.min(now, now + validMs) - 86_400_000, notAfter: now + validMs,
	};
	return {
		cert: signCertificate(subject, issuer === undefined ? {name, publicKey, privateKey} : {...issuer, publicKey: createPublicKey(issuer.key)}),
		key: String(privateKey.export({type: 'pkcs8', format: 'pem'})),
		name,
		privateKey,
	};
};
