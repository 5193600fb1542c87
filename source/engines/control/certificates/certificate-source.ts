import {readFile} from 'node:fs/promises';
import {CertificateError} from './certificate-error.js';
import {checkCertificate, type CheckedCertificate} from './check-certificate.js';

/** How the renewal of a certificate stands. */
export type CertificateRenewal = {
	/** The next attempt, in milliseconds since the epoch. */
	readonly renewsAt: number;
	/** Why the last one has failed. */
	readonly problem?: string;
};

/** Where a certificate comes from, and a renewed one later. */
export type CertificateSource = {
	/** The file of the certificate. */
	readonly name: string;
	/** @throws {CertificateError} */
	read(): Promise<CheckedCertificate>;
	/** Of a certificate that is renewed by itself. */
	renewal?(): CertificateRenewal;
};

const readText = async (file: string, problem: string): Promise<string> => {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		throw new CertificateError(`${problem}: ${(error as Error).message}. Give a file that exists and that this user may read.`, {cause: error});
	}
};

/** A certificate and its key in PEM files; both may be in the same. */
export const certificateFiles = (certFile: string, keyFile: string): CertificateSource => ({
	name: certFile,
	async read() {
		const [cert, key] = await Promise.all([readText(certFile, 'cannot be read'), readText(keyFile, 'has no key')]);
		return checkCertificate({cert, key}, certFile, keyFile);
	},
});
