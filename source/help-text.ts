import process from 'node:process';
import {renderOptionHelp} from './config/option-help.js';

/** What `--help` prints. */
export const helpText = (): string => `A load-balancing HTTP reverse proxy that you run, see and steer in a terminal

Usage
  $ proxy-tui [backend-url …] [options]

Examples
  $ proxy-tui http://localhost:3000 http://localhost:3001
  $ proxy-tui --demo

${renderOptionHelp(process.stdout.columns)}
`;
