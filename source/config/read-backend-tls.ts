import {createPrivateKey, X509Certificate} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import type {BackendTls} from '../model/backend-tls.js';
import {flagName} from './names.js';
import type {SettingKey, Settings} from './settings.js';
import {SettingsError} from './settings-error.js';

type FileSetting = SettingKey & ('backendCa' | 'backendCert' | 'backendKey');

const readPem = async (settings: Settings, key: FileSetting, check: (pem: string) => unknown): Promise<string | undefined> => {
	const file = settings[key];
	if (file === undefined) {
		return undefined;
	}

	const refuse = (problem: string, cause: unknown): never => {
		throw new SettingsError([`${flagName(key)} ${file} ${problem}`], {cause});
	};

	let pem: string;
	try {
		pem = await readFile(file, 'utf8');
	} catch (error) {
		return refuse(`cannot be read: ${(error as Error).message}. Give a file that exists.`, error);
	}

	try {
		check(pem);
	} catch (error) {
		return refuse(`holds no ${key === 'backendKey' ? 'private key without a passphrase' : 'certificate'} in PEM format (-----BEGIN …-----).`, error);
	}

	return pem;
};

/**
Reads the certificates and keys for backend TLS.

@throws {SettingsError}
*/
export const readBackendTls = async (settings: Settings): Promise<BackendTls> => {
	const certificate = (pem: string) => new X509Certificate(pem);
	const [ca, cert, key] = await Promise.all([
		readPem(settings, 'backendCa', certificate),
		readPem(settings, 'backendCert', certificate),
		readPem(settings, 'backendKey', createPrivateKey),
	]);
	if (cert !== undefined && key !== undefined && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
		throw new SettingsError([`${flagName('backendKey')} ${settings.backendKey} is not the key of the certificate in ${flagName('backendCert')} ${settings.backendCert}.`]);
	}

	return {
		ca, cert, key, insecure: settings.insecureBackends,
	};
};
