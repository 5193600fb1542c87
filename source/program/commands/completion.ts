import process from 'node:process';
import {completionScript, type CompletedCommand} from '../../config/completion.js';
import {SettingsError} from '../../config/settings-error.js';
import {shells, type Shell} from '../../config/shells.js';

const isShell = (name: string): name is Shell => (shells as readonly string[]).includes(name);

/**
Prints the completion script of a shell.

@throws {SettingsError}
*/
export const completion = async ([shell = '', ...rest]: readonly string[], commands: readonly CompletedCommand[]): Promise<number> => {
	if (!isShell(shell) || rest.length > 0) {
		throw new SettingsError([`proxy-tui completion needs the name of a shell: ${shells.join(', ')}.`]);
	}

	process.stdout.write(completionScript(shell, commands));
	return 0;
};
