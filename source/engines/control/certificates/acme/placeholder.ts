import {dayMs} from '../../../../model/certificate.js';
import {checkCertificate, type CheckedCertificate} from '../check-certificate.js';
import {newKeyPair, privatePem} from '../key-pair.js';
import {signCertificate} from '../sign-certificate.js';

const placeholderDays = 365;

/**
What clients are shown until an authority has issued the first certificate for a name. It is signed by itself.

@param name
@param source - Where the first one will be.
*/
export const placeholderFor = async (name: string, source: string): Promise<CheckedCertificate> => {
	const {publicKey, privateKey} = await newKeyPair();
	const now = Date.now();
	const issuer = {name: 'itself, until there is another', publicKey, privateKey};
	const cert = signCertificate({
		name, hosts: [name], publicKey, isAuthority: false, notBefore: now - dayMs, notAfter: now + (placeholderDays * dayMs),
	}, issuer);
	return checkCertificate({cert, key: privatePem(privateKey)}, source, source);
};
