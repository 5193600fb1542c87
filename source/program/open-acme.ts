import {access, constants, mkdir} from 'node:fs/promises';
import path from 'node:path';
import type {Settings} from '../config/settings.js';
import type {AcmeCertificates} from '../engines/control/certificates/acme/acme-certificates.js';
import {CertificateError} from '../engines/control/certificates/certificate-error.js';
import type {AcmeChallengeType} from '../model/server-tls.js';
import {userDataDirectory} from './user-data-directory.js';

/** An authority asks at the usual ports; where others are given, ports are mapped in front, and both may lead here. */
const challengeTypesFor = ({port, tlsPort}: Settings): readonly AcmeChallengeType[] => {
	if (port === 'off') {
		return ['tls-alpn-01'];
	}

	return tlsPort === 443 && port !== 80 ? ['tls-alpn-01', 'http-01'] : ['http-01', 'tls-alpn-01'];
};

/**
What obtains the certificates of these settings. Loaded only where it is used.

@param settings
@param ca - Authorities of the authority's own certificate, as PEM; those of Node.js if undefined.
@param version - Of the program.
*/
export const openAcme = async (settings: Settings, ca: string | undefined, version: string): Promise<AcmeCertificates> => {
	const {acme, acmeEmail: email, acmeDirectory: directoryUrl, acmeDir = path.join(userDataDirectory(), 'acme'), acmeEabKid: kid, acmeEabKey: key} = settings;
	try {
		await mkdir(acmeDir, {recursive: true, mode: 0o700});
		await access(acmeDir, constants.W_OK);
	} catch (error) {
		throw new CertificateError(`Certificates cannot be kept in ${acmeDir}: ${(error as Error).message}. Give a folder that this user may write to.`, {cause: error});
	}

	const {AcmeCertificates} = await import('../engines/control/certificates/acme/acme-certificates.js');
	return new AcmeCertificates({
		names: [...new Set(acme)],
		directoryUrl,
		folder: acmeDir,
		email,
		externalAccount: kid === undefined || key === undefined ? undefined : {kid, key},
		ca,
		challengeTypes: challengeTypesFor(settings),
		version,
	});
};
