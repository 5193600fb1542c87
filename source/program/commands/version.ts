import process from 'node:process';
import {SettingsError} from '../../config/settings-error.js';
import {packageVersion} from '../package-version.js';

/**
Prints the version.

@throws {SettingsError}
*/
export const version = async ([unexpected]: readonly string[] = []): Promise<number> => {
	if (unexpected !== undefined) {
		throw new SettingsError([`proxy-tui version takes no arguments, but has ${JSON.stringify(unexpected)}; leave that off.`]);
	}

	process.stdout.write(`${packageVersion()}\n`);
	return 0;
};
