import process from 'node:process';
import {commands, usageOf} from './commands/commands.js';
import {renderOptionHelp} from './config/option-help.js';

const commandHelp = (): string => commands.map(command => `  $ ${usageOf(command)}\n      ${command.help}`).join('\n');

/** What `--help` prints. */
export const helpText = (): string => `A load-balancing HTTP reverse proxy that you run, see and steer in a terminal

Usage
  $ proxy-tui [backend-url …] [options]

Commands
${commandHelp()}

Examples
  $ proxy-tui http://localhost:3000 http://localhost:3001
  $ proxy-tui --demo

${renderOptionHelp(process.stdout.columns)}
`;
