import process from 'node:process';
import {SettingsError} from '../../config/settings-error.js';
import {CertificateError} from '../../engines/control/certificates/certificate-error.js';
import {LocalAuthority} from '../../engines/control/certificates/local-authority.js';
import {trustAdvice} from '../../model/trust-advice.js';
import {userDataDirectory} from '../user-data-directory.js';

/**
Prints the certificate of the local authority, which is made if there is none yet; to standard error, where it is and what to do.

@throws {SettingsError}
*/
export const ca = async ([unexpected]: readonly string[] = []): Promise<number> => {
	if (unexpected !== undefined) {
		throw new SettingsError([`proxy-tui ca takes no arguments, but has ${JSON.stringify(unexpected)}; leave that off.`]);
	}

	try {
		const {file, certificate} = await LocalAuthority.open(userDataDirectory());
		process.stdout.write(certificate);
		process.stderr.write(`${trustAdvice(file)}\n`);
		return 0;
	} catch (error) {
		throw error instanceof CertificateError ? new SettingsError([`The local authority ${error.message}`], {cause: error}) : error;
	}
};
