import process from 'node:process';
import {commands, usageOf, type Command} from './commands/commands.js';
import {builtOptionTexts} from './config/built-option-texts.js';
import {renderOptionHelp, type OptionText} from './config/option-help.js';

const commandHelp = (): string => commands.map(command => `  $ ${usageOf(command)}\n      ${command.help}`).join('\n');

/** The settings bring along all that checks values, which takes longer to load than everything else here together. */
const loadOptionTexts = async (): Promise<readonly OptionText[]> => {
	const {optionTexts} = await import('./config/option-texts.js');
	return optionTexts();
};

/** What the help of one command prints. */
export const commandHelpText = async (command: Command): Promise<string> => {
	const details = await command.details?.();
	return `${command.help}\n\nUsage\n  $ ${usageOf(command)}\n${details === undefined ? '' : `\n${details}\n`}`;
};

/** What `--help` prints. */
export const helpText = async (): Promise<string> => `A load-balancing HTTP reverse proxy that you run, see and steer in a terminal

Usage
  $ proxy-tui [backend …] [options]

Commands
${commandHelp()}

Examples
  $ proxy-tui 3000 3001
  $ proxy-tui localhost:3000 https://api.example.com
  $ proxy-tui --demo

${renderOptionHelp(builtOptionTexts() ?? await loadOptionTexts(), process.stdout.columns)}
`;
