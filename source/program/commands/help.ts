import process from 'node:process';
import {builtOptionTexts} from '../../config/built-option-texts.js';
import {renderOptionHelp, type OptionText} from '../../config/option-help.js';
import {SettingsError} from '../../config/settings-error.js';
import {suggestion} from '../../model/nearest.js';
import {usageOf, type Command} from './command.js';

const commandList = (commands: readonly Command[]): string => commands.map(command => `  $ ${usageOf(command)}\n      ${command.help}`).join('\n');

/** The settings load all validation, which takes longer than everything else here. */
const loadOptionTexts = async (): Promise<readonly OptionText[]> => {
	const {optionTexts} = await import('../../config/option-texts.js');
	return optionTexts();
};

const commandHelp = async (command: Command): Promise<string> => {
	const details = await command.details?.();
	return `${command.help}\n\nUsage\n  $ ${usageOf(command)}\n${details === undefined ? '' : `\n${details}\n`}`;
};

const programHelp = async (commands: readonly Command[]): Promise<string> => `A load-balancing HTTP reverse proxy that you run, see and steer in a terminal

Usage
  $ proxy-tui [backend …] [options]

Commands
${commandList(commands)}

Examples
  $ proxy-tui 3000 3001
  $ proxy-tui localhost:3000 https://api.example.com
  $ proxy-tui --demo

${renderOptionHelp(builtOptionTexts() ?? await loadOptionTexts(), process.stdout.columns)}
`;

/**
Prints the help of the program, or of one command.

@throws {SettingsError}
*/
export const help = async ([name, ...rest]: readonly string[], commands: readonly Command[]): Promise<number> => {
	if (rest.length > 0) {
		throw new SettingsError(['proxy-tui help takes at most one command.']);
	}

	const command = commands.find(other => other.name === name);
	if (name !== undefined && !command) {
		throw new SettingsError([`Unknown command ${JSON.stringify(name)}${suggestion(name, commands.map(other => other.name))} See proxy-tui help.`]);
	}

	process.stdout.write(command ? await commandHelp(command) : await programHelp(commands));
	return 0;
};
