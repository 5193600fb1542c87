import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {makeCertificate, type Certificate} from './certificates.js';

/** Flags for a proxy that serves TLS with this certificate on a free port. The files are there until the process ends. */
export const tlsFlags = (certificate: Pick<Certificate, 'cert' | 'key'> = makeCertificate('localhost', {hosts: ['localhost', '127.0.0.1']})): readonly string[] => {
	const directory = mkdtempSync(path.join(tmpdir(), 'proxy-tui-tls-'));
	process.once('exit', () => {
		rmSync(directory, {recursive: true, force: true});
	});
	const [cert, key] = [path.join(directory, 'cert.pem'), path.join(directory, 'key.pem')] as const;
	writeFileSync(cert, certificate.cert);
	writeFileSync(key, certificate.key);
	return [`--tls-cert=${cert}`, `--tls-key=${key}`, '--tls-port=0'];
};
