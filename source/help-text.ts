import process from 'node:process';
import {commands, usageOf} from './commands/commands.js';
import {builtOptionTexts} from './config/built-option-texts.js';
import {renderOptionHelp, type OptionText} from './config/option-help.js';

const commandHelp = (): string => commands.map(command => `  $ ${usageOf(command)}\n      ${command.help}`).join('\n');

/** The settings bring along all that checks values, which takes longer to load than everything else here together. */
const loadOptionTexts = async (): Promise<readonly OptionText[]> => {
	const {optionTexts} = await import('./config/option-texts.js');
	return optionTexts();
};

/** What `--help` prints. */
export const helpText = async (): Promise<string> => `A load-balancing HTTP reverse proxy that you run, see and steer in a terminal

Usage
  $ proxy-tui [backend-url …] [options]

Commands
${commandHelp()}

Examples
  $ proxy-tui http://localhost:3000 http://localhost:3001
  $ proxy-tui --demo

${renderOptionHelp(builtOptionTexts() ?? await loadOptionTexts(), process.stdout.columns)}
`;
