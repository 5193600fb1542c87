import path from 'node:path';
import {flagName} from '../config/names.js';
import type {Settings} from '../config/settings.js';
import {SettingsError} from '../config/settings-error.js';
import {certificateFiles} from '../engines/control/certificates/certificate-source.js';
import {CertificateError} from '../engines/control/certificates/certificate-error.js';
import {CertificateStore} from '../engines/control/certificates/certificate-store.js';
import {LocalAuthority} from '../engines/control/certificates/local-authority.js';
import {readAuthorities} from '../engines/control/certificates/read-authorities.js';
import {TicketKeys} from '../engines/control/certificates/ticket-keys.js';
import {openAcme} from './open-acme.js';
import {userDataDirectory} from './user-data-directory.js';

/** Where the keys of session tickets are kept for the next start, which then resumes sessions of this one. */
export const ticketFileOf = ({save, port, tlsPort}: Settings): string | undefined =>
	save ? path.join(userDataDirectory(), `ticket-keys-${port === 'off' ? tlsPort : port}.json`) : undefined;

/** @param what - Stands in front of what is wrong with it. */
const asked = async <Value>(what: string, value: Promise<Value>): Promise<Value> => {
	try {
		return await value;
	} catch (error) {
		throw error instanceof CertificateError ? new SettingsError([`${what} ${error.message}`], {cause: error}) : error;
	}
};

const authoritiesOf = async (key: 'acmeCa' | 'clientCa', file: string | undefined): Promise<string | undefined> =>
	file === undefined ? undefined : asked(`${flagName(key)} ${file}`, readAuthorities(file));

/**
Reads the certificates for clients.

@param settings
@param version - Of the program.
@param ticketFile - See {@link ticketFileOf}; undefined to keep none.
@returns undefined if the settings name none.
@throws {SettingsError}
*/
export const openCertificates = async (settings: Settings, version: string, ticketFile?: string): Promise<CertificateStore | undefined> => {
	const {tlsCert, tlsKey, tlsSelfSigned, tlsMinVersion: minVersion, clientCa: clientCaFile} = settings;
	const files = tlsCert.map((file, index) => certificateFiles(file, tlsKey[index]!));
	const authority = tlsSelfSigned.length === 0 ? undefined : await asked(`${flagName('tlsSelfSigned')}: The local authority`, LocalAuthority.open(userDataDirectory()));
	const acmeCa = await authoritiesOf('acmeCa', settings.acmeCa);
	const acme = settings.acme.length === 0 ? undefined : await asked(`${flagName('acme')}:`, openAcme(settings, acmeCa, version));
	const sources = [...files, ...acme?.sources ?? [], ...authority ? [authority.source(tlsSelfSigned)] : []];
	if (sources.length === 0) {
		return undefined;
	}

	const clientCaPem = await authoritiesOf('clientCa', clientCaFile);
	return asked(flagName('tlsCert'), CertificateStore.open(sources, {
		minVersion,
		clientCa: clientCaFile === undefined || clientCaPem === undefined ? undefined : {file: clientCaFile, pem: clientCaPem},
		acme,
		ticketKeys: await TicketKeys.open(ticketFile, clientCaPem),
		...(authority?.isNew === true && {newAuthority: authority.file}),
	}));
};
