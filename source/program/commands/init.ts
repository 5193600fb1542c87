import {existsSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import process from 'node:process';
import {configTemplate} from '../../config/config-template.js';
import {configFileNames} from '../../config/find-config-file.js';
import {SettingsError} from '../../config/settings-error.js';

/**
Writes the start of a config file into the working directory. Never replaces a file.

@throws {SettingsError}
*/
export const init = async (argv: readonly string[]): Promise<number> => {
	const [unexpected] = argv;
	if (unexpected !== undefined) {
		throw new SettingsError([`proxy-tui init takes no arguments, but has ${JSON.stringify(unexpected)}; it writes ${configFileNames[0]} into the working directory.`]);
	}

	const there = configFileNames.find(name => existsSync(name));
	if (there !== undefined) {
		throw new Error(`${there} exists already and is not overwritten. Move it away, or change to another directory.`);
	}

	const [file] = configFileNames;
	await writeFile(file, configTemplate(), {flag: 'wx'});
	process.stdout.write(`Wrote ${file}. Change it, check it with proxy-tui check, then start proxy-tui in this directory.\n`);
	return 0;
};
