import {createPrivateKey, X509Certificate, type KeyObject} from 'node:crypto';
import {createSecureContext} from 'node:tls';
import type {CertificateStatus} from '../../../model/certificate.js';
import type {ServedCertificate} from '../../../model/server-tls.js';
import {CertificateError} from './certificate-error.js';
import {pemBlocks} from './pem-blocks.js';

/** A certificate as it was read, both parts as PEM. */
export type CertificatePair = {
	readonly cert: string;
	readonly key: string;
};

/** A certificate that can be served. */
export type CheckedCertificate = {
	readonly served: ServedCertificate;
	readonly status: CertificateStatus;
};

const parseChain = (pem: string): readonly X509Certificate[] => {
	try {
		// Node reads the first certificate of a text only.
		return pemBlocks(pem, 'CERTIFICATE').map(block => new X509Certificate(block));
	} catch (error) {
		throw new CertificateError(`holds a certificate that cannot be read: ${(error as Error).message}.`, {cause: error});
	}
};

const parseKey = (pem: string, source: string): KeyObject => {
	const [block] = pemBlocks(pem, 'PRIVATE KEY');
	if (block === undefined) {
		throw new CertificateError(`has no key: ${source} holds no private key in PEM format (-----BEGIN PRIVATE KEY-----).`);
	}

	try {
		return createPrivateKey(block);
	} catch (error) {
		throw new CertificateError(`has no key: that in ${source} cannot be read; give one without a passphrase.`, {cause: error});
	}
};

/** Of the distinguished name in the form of Node, an attribute a line. */
const nameIn = (distinguishedName: string): string | undefined => {
	const lines = distinguishedName.split('\n');
	return ['CN=', 'O='].map(prefix => lines.find(line => line.startsWith(prefix))?.slice(prefix.length)).find(name => name !== undefined);
};

/** In the form of Node: `DNS:example.com, IP Address:127.0.0.1`. */
const alternativeNames = (text: string | undefined, kind: 'DNS' | 'IP Address'): readonly string[] => {
	const prefix = `${kind}:`;
	return (text ?? '').split(', ').filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length).toLowerCase());
};

const checkOrder = (chain: readonly X509Certificate[]): void => {
	for (const [index, certificate] of chain.slice(0, -1).entries()) {
		const next = chain[index + 1]!;
		if (!certificate.checkIssued(next)) {
			throw new CertificateError(`is not in order: certificate ${index + 2} (${nameIn(next.subject) ?? 'without a name'}) is not that of the authority that has signed certificate ${index + 1}. Give the server's certificate first, and each followed by that of its authority.`);
		}
	}
};

/**
Checks all but the dates.

@param pair
@param source - Of the certificate.
@param keySource
@throws {CertificateError}
*/
export const checkCertificate = ({cert, key}: CertificatePair, source: string, keySource: string): CheckedCertificate => {
	const chain = parseChain(cert);
	const [leaf] = chain;
	if (leaf === undefined) {
		throw new CertificateError('holds no certificate in PEM format (-----BEGIN CERTIFICATE-----).');
	}

	const privateKey = parseKey(key, keySource);
	if (!leaf.checkPrivateKey(privateKey)) {
		throw new CertificateError(`does not belong to the key in ${keySource}. Give the key that it was made for.`);
	}

	checkOrder(chain);
	const served = {
		cert: chain.map(certificate => certificate.toString()).join(''),
		key: String(privateKey.export({type: 'pkcs8', format: 'pem'})),
	};
	try {
		// A worker that could not use it would end.
		createSecureContext(served);
	} catch (error) {
		throw new CertificateError(`cannot be served: ${(error as Error).message}.`, {cause: error});
	}

	const {subjectAltName, subject, issuer, validFrom, validTo} = leaf;
	const dnsNames = alternativeNames(subjectAltName, 'DNS');
	const commonName = nameIn(subject);
	return {
		served: {
			names: dnsNames.length > 0 || commonName === undefined ? dnsNames : [commonName.toLowerCase()],
			keyType: privateKey.asymmetricKeyType!,
			...served,
		},
		status: {
			names: [...dnsNames, ...alternativeNames(subjectAltName, 'IP Address')],
			issuer: nameIn(issuer) ?? 'unknown',
			notBefore: Date.parse(validFrom),
			notAfter: Date.parse(validTo),
			source,
		},
	};
};
