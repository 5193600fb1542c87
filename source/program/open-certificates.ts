import path from 'node:path';
import {flagName} from '../config/names.js';
import type {Settings} from '../config/settings.js';
import {SettingsError} from '../config/settings-error.js';
import {certificateFiles} from '../engines/control/certificates/certificate-source.js';
import {CertificateError} from '../engines/control/certificates/certificate-error.js';
import {CertificateStore} from '../engines/control/certificates/certificate-store.js';
import {LocalAuthority} from '../engines/control/certificates/local-authority.js';
import {TicketKeys} from '../engines/control/certificates/ticket-keys.js';
import {userDataDirectory} from './user-data-directory.js';

/** Where the keys of session tickets are kept for the next start, which then resumes sessions of this one. */
export const ticketFileOf = ({save, port, tlsPort}: Settings): string | undefined =>
	save ? path.join(userDataDirectory(), `ticket-keys-${port === 'off' ? tlsPort : port}.json`) : undefined;

/** What is wrong with a source is told by its own words. */
const localAuthority = async (): Promise<LocalAuthority> => {
	try {
		return await LocalAuthority.open(userDataDirectory());
	} catch (error) {
		throw error instanceof CertificateError ? new SettingsError([`${flagName('tlsSelfSigned')}: ${error.message}`], {cause: error}) : error;
	}
};

/**
Reads the certificates for clients.

@param settings
@param ticketFile - See {@link ticketFileOf}; undefined to keep none.
@returns undefined if the settings name none.
@throws {SettingsError}
*/
export const openCertificates = async (settings: Settings, ticketFile?: string): Promise<CertificateStore | undefined> => {
	const {tlsCert, tlsKey, tlsSelfSigned, tlsMinVersion: minVersion} = settings;
	const files = tlsCert.map((file, index) => certificateFiles(file, tlsKey[index]!));
	const authority = tlsSelfSigned.length === 0 ? undefined : await localAuthority();
	const sources = [...files, ...authority ? [authority.source(tlsSelfSigned)] : []];
	if (sources.length === 0) {
		return undefined;
	}

	try {
		return await CertificateStore.open(sources, {
			minVersion,
			ticketKeys: await TicketKeys.open(ticketFile),
			...(authority?.isNew === true && {newAuthority: authority.file}),
		});
	} catch (error) {
		throw error instanceof CertificateError ? new SettingsError([`${flagName('tlsCert')} ${error.message}`], {cause: error}) : error;
	}
};
