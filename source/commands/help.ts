import process from 'node:process';
import {SettingsError} from '../config/settings-error.js';
import {commandHelpText, helpText} from '../help-text.js';
import {suggestion} from '../model/nearest.js';
import {commandNamed, commands} from './commands.js';

/**
Prints the help of the program, or of one command.

@throws {SettingsError}
*/
export const help = async ([name, ...rest]: readonly string[]): Promise<number> => {
	if (rest.length > 0) {
		throw new SettingsError(['proxy-tui help takes at most one command.']);
	}

	const command = name === undefined ? undefined : commandNamed(name);
	if (name !== undefined && !command) {
		throw new SettingsError([`${JSON.stringify(name)} is no command${suggestion(name, commands.map(other => other.name))} See proxy-tui help.`]);
	}

	process.stdout.write(command ? await commandHelpText(command) : await helpText());
	return 0;
};
