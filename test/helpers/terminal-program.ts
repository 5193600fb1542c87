import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {openPseudoTerminal, type PseudoTerminal} from './pseudo-terminal.js';

type TerminalProgramOptions = {
	/** As in terminal-child.ts. */
	readonly scenario: string;
	readonly columns?: number;
	readonly rows?: number;
	/** The colour that the terminal says it draws on; without one it does not answer. */
	readonly ground?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Where to report how the process fares while its screen is not read. */
	readonly gaugeFile?: string;
};

const child = fileURLToPath(new URL('terminal-child.ts', import.meta.url));

/** Starts the screen on a pretended balancer in a pseudo-terminal, in a locale and without anything that would change its colours. */
export const openTerminalProgram = ({
	scenario,
	columns,
	rows,
	ground,
	env,
	gaugeFile,
}: TerminalProgramOptions): PseudoTerminal => openPseudoTerminal({
	command: process.execPath,
	args: ['--import=tsx', child, scenario, ...(gaugeFile === undefined ? [] : [gaugeFile])],
	columns,
	rows,
	ground,
	env: {
		...process.env,
		NODE_ENV: 'production',
		LC_ALL: 'C.UTF-8',
		NO_COLOR: undefined,
		FORCE_COLOR: undefined,
		COLORFGBG: undefined,
		...env,
	},
});
