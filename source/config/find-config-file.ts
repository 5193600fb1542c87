import {existsSync} from 'node:fs';
import path from 'node:path';
import {flagName} from './names.js';
import {SettingsError} from './settings-error.js';

/** Config files that are loaded automatically. */
export const configFileNames = ['proxy-tui.yaml', 'proxy-tui.yml', 'proxy-tui.json'] as const;

/**
The config file of a directory; undefined if there is none.

@throws {SettingsError} When there are several.
*/
export const findConfigFile = (directory: string): string | undefined => {
	const found = configFileNames.filter(name => existsSync(path.join(directory, name)));
	if (found.length > 1) {
		throw new SettingsError([`There are ${found.join(' and ')} in ${directory}; keep one of them, or name one with ${flagName('config')}.`]);
	}

	return found[0];
};
