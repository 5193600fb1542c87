import {createPrivateKey, createPublicKey, X509Certificate, type KeyObject} from 'node:crypto';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {dayMs, daysLeft} from '../../../model/certificate.js';
import {CertificateError} from './certificate-error.js';
import type {CertificateSource} from './certificate-source.js';
import {checkCertificate, type CheckedCertificate} from './check-certificate.js';
import {newKeyPair, privatePem} from './key-pair.js';
import {pemBlocks} from './pem-blocks.js';
import {readIfThere, writeOnce} from './private-files.js';
import {signCertificate} from './sign-certificate.js';

const authorityName = 'proxy-tui local authority';
const authorityDays = 3650;
/** Browsers accept at most 398. */
const leafDays = 397;
const renewalDays = 30;
const localHosts = ['localhost', '127.0.0.1', '::1'] as const;

const makeAuthority = async (): Promise<string> => {
	const {publicKey, privateKey} = await newKeyPair();
	const now = Date.now();
	const certificate = signCertificate(
		{name: authorityName, hosts: [], publicKey, isAuthority: true, notBefore: now - dayMs, notAfter: now + (authorityDays * dayMs)},
		{name: authorityName, publicKey, privateKey},
	);
	return certificate + privatePem(privateKey);
};

/**
An authority for certificates of this machine, made once for a user: a browser that trusts it trusts all certificates that it signs,
now and after a restart.
*/
export class LocalAuthority {
	/** The certificate alone, to be imported where it is to be trusted. */
	readonly file: string;
	readonly certificate: string;
	/** Whether it was made just now. */
	readonly isNew: boolean;
	readonly #privateKey: KeyObject;

	private constructor(file: string, certificate: string, privateKey: KeyObject, isNew: boolean) {
		this.file = file;
		this.certificate = certificate;
		this.#privateKey = privateKey;
		this.isNew = isNew;
	}

	/** @throws {CertificateError} */
	static async open(directory: string): Promise<LocalAuthority> {
		const keyFile = path.join(directory, 'local-authority-key.pem');
		const file = path.join(directory, 'local-authority.pem');
		try {
			const before = await readIfThere(keyFile);
			if (before === undefined) {
				await mkdir(directory, {recursive: true, mode: 0o700});
				await writeOnce(keyFile, await makeAuthority());
			}

			const text = before ?? await readFile(keyFile, 'utf8');
			const {certificate, privateKey} = LocalAuthority.#parse(text, keyFile);
			if (await readIfThere(file) !== certificate) {
				await writeFile(file, certificate, {mode: 0o600});
			}

			return new LocalAuthority(file, certificate, privateKey, before === undefined);
		} catch (error) {
			throw error instanceof CertificateError ? error : new CertificateError(`cannot be kept in ${directory}: ${(error as Error).message}.`, {cause: error});
		}
	}

	static #parse(text: string, file: string): {readonly certificate: string; readonly privateKey: KeyObject} {
		try {
			const [block] = pemBlocks(text, 'CERTIFICATE');
			const privateKey = createPrivateKey(text);
			const authority = new X509Certificate(block!);
			if (authority.checkPrivateKey(privateKey) && daysLeft(Date.parse(authority.validTo)) > 0) {
				return {certificate: `${block}\n`, privateKey};
			}
		} catch {
			// Told below.
		}

		throw new CertificateError(`in ${file} is damaged or has expired: delete that file, and have what trusts it trust the one that is made then.`);
	}

	/** Certificates for this machine and these further names, renewed before they expire. */
	source(names: readonly string[]): CertificateSource {
		let current: CheckedCertificate | undefined;
		return {
			name: this.file,
			read: async () => {
				if (current === undefined || daysLeft(current.status.notAfter) < renewalDays) {
					current = await this.#issue([...new Set([...localHosts, ...names])]);
				}

				return current;
			},
			renewal: () => ({renewsAt: current!.status.notAfter - (renewalDays * dayMs)}),
		};
	}

	async #issue(hosts: readonly string[]): Promise<CheckedCertificate> {
		const {publicKey, privateKey} = await newKeyPair();
		const now = Date.now();
		const certificate = signCertificate(
			{name: hosts[0]!, hosts, publicKey, isAuthority: false, notBefore: now - dayMs, notAfter: now + (leafDays * dayMs)},
			{name: authorityName, publicKey: createPublicKey(this.#privateKey), privateKey: this.#privateKey},
		);
		return checkCertificate({cert: certificate, key: privatePem(privateKey)}, this.file, this.file);
	}
}
