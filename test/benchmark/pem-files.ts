import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {makeCertificate} from '../helpers/certificates.js';

/** Where a certificate and its key are. */
export type PemFiles = {
	readonly cert: string;
	readonly key: string;
};

export const keyTypes = {'P-256': 'ec', 'RSA-2048': 'rsa'} as const;

export type KeyType = keyof typeof keyTypes;

/** Makes a certificate with a key of that type. */
export const writePemFiles = async (directory: string, keyType: KeyType): Promise<PemFiles> => {
	const {cert, key} = makeCertificate('localhost', {hosts: ['localhost', '127.0.0.1'], keyType: keyTypes[keyType]});
	const files = {cert: path.join(directory, `${keyType}-cert.pem`), key: path.join(directory, `${keyType}-key.pem`)};
	await writeFile(files.cert, cert);
	await writeFile(files.key, key);
	return files;
};
