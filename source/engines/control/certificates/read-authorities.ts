import {readFile} from 'node:fs/promises';
import {X509Certificate} from 'node:crypto';
import {CertificateError} from './certificate-error.js';
import {pemBlocks} from './pem-blocks.js';

/**
Reads authorities that certificates are verified with.

@throws {CertificateError}
*/
export const readAuthorities = async (file: string): Promise<string> => {
	try {
		const blocks = pemBlocks(await readFile(file, 'utf8'), 'CERTIFICATE');
		if (blocks.length > 0) {
			return blocks.map(block => new X509Certificate(block).toString()).join('');
		}
	} catch (error) {
		throw new CertificateError(`cannot be read: ${(error as Error).message}.`, {cause: error});
	}

	throw new CertificateError('holds no certificate in PEM format (-----BEGIN CERTIFICATE-----).');
};
