import path from 'node:path';
import envPaths from 'env-paths';
import {flagName} from '../config/names.js';
import type {Settings} from '../config/settings.js';
import {SettingsError} from '../config/settings-error.js';
import {certificateFiles} from '../engines/control/certificates/certificate-source.js';
import {CertificateError} from '../engines/control/certificates/certificate-error.js';
import {CertificateStore} from '../engines/control/certificates/certificate-store.js';
import {TicketKeys} from '../engines/control/certificates/ticket-keys.js';

/** Where the keys of session tickets are kept for the next start, which then resumes sessions of this one. */
export const ticketFileOf = ({save, port, tlsPort}: Settings): string | undefined =>
	save ? path.join(envPaths('proxy-tui', {suffix: ''}).data, `ticket-keys-${port === 'off' ? tlsPort : port}.json`) : undefined;

/**
Reads the certificates for clients.

@param settings
@param ticketFile - See {@link ticketFileOf}; undefined to keep none.
@returns undefined if the settings name none.
@throws {SettingsError}
*/
export const openCertificates = async (settings: Settings, ticketFile?: string): Promise<CertificateStore | undefined> => {
	const {tlsCert, tlsKey, tlsMinVersion: minVersion} = settings;
	if (tlsCert.length === 0) {
		return undefined;
	}

	try {
		return await CertificateStore.open(
			tlsCert.map((file, index) => certificateFiles(file, tlsKey[index]!)),
			{minVersion, ticketKeys: await TicketKeys.open(ticketFile)},
		);
	} catch (error) {
		throw error instanceof CertificateError ? new SettingsError([`${flagName('tlsCert')} ${error.message}`], {cause: error}) : error;
	}
};
