import {createHash} from 'node:crypto';
import type {AcmeChallenge} from '../../../../model/server-tls.js';
import {dayMs} from '../../../../model/certificate.js';
import {extension} from '../certificate-extensions.js';
import {objectIdentifier, octetString} from '../der.js';
import {newKeyPair, privatePem} from '../key-pair.js';
import {signCertificate} from '../sign-certificate.js';

const acmeIdentifier = objectIdentifier('2b0601050507011f');

/** The certificate that answers a challenge on the port for TLS (RFC 8737 §3). It is signed by itself. */
export const challengeCertificate = async (name: string, keyAuthorization: string): Promise<AcmeChallenge> => {
	const {publicKey, privateKey} = await newKeyPair();
	const now = Date.now();
	const cert = signCertificate({
		name,
		hosts: [name],
		publicKey,
		isAuthority: false,
		notBefore: now - dayMs,
		notAfter: now + dayMs,
		extensions: [extension(acmeIdentifier, octetString(createHash('sha256').update(keyAuthorization).digest()), true)],
	}, {name, publicKey, privateKey});
	return {type: 'tls-alpn-01', name, cert, key: privatePem(privateKey)};
};
