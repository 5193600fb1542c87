import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {makeCertificate, type Certificate} from './certificates.js';

type Pem = Pick<Certificate, 'cert' | 'key'>;

const filesIn = (directory: string) => ({cert: path.join(directory, 'cert.pem'), key: path.join(directory, 'key.pem')});

/** Flags for a proxy that serves TLS with the files of a directory on a free port. */
export const tlsFlagsFor = (directory: string): readonly string[] => {
	const {cert, key} = filesIn(directory);
	return [`--tls-cert=${cert}`, `--tls-key=${key}`, '--tls-port=0'];
};

/** Writes these files, or replaces them. */
export const writeTlsFiles = async (directory: string, {cert, key}: Pem): Promise<void> => {
	const files = filesIn(directory);
	await writeFile(files.cert, cert);
	await writeFile(files.key, key);
};

/** Flags for a proxy that serves TLS with this certificate on a free port. The files are there until the process ends. */
export const tlsFlags = (certificate: Pem = makeCertificate('localhost', {hosts: ['localhost', '127.0.0.1']})): readonly string[] => {
	const directory = mkdtempSync(path.join(tmpdir(), 'proxy-tui-tls-'));
	process.once('exit', () => {
		rmSync(directory, {recursive: true, force: true});
	});
	const files = filesIn(directory);
	writeFileSync(files.cert, certificate.cert);
	writeFileSync(files.key, certificate.key);
	return tlsFlagsFor(directory);
};
