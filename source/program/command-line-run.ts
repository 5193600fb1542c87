import process from 'node:process';
import {defaultThreads} from '../config/default-threads.js';
import {questionIn} from '../config/help-or-version.js';
import {SettingsError} from '../config/settings-error.js';
import {startWorkerThread} from '../engines/threads/worker-thread.js';
import {commandNamed, commands, misspeltCommand} from './commands/commands.js';
import {version} from './commands/version.js';
import {printable} from './commands/steering/printable.js';
import {endProcess} from './end-process.js';

const misuseExitCode = 2;

/** Loaded on demand: it renders all options. */
const helpOn = async (names: readonly string[]): Promise<number> => {
	const {help} = await import('./commands/help.js');
	return help(names, commands);
};

const exitCodeOf = async (argv: readonly string[]): Promise<number> => {
	const [name = '', ...rest] = argv;
	const command = commandNamed(name);
	switch (questionIn(command ? rest : argv)) {
		case 'help': {
			return helpOn(command ? [name] : []);
		}

		case 'version': {
			return version();
		}

		case undefined: {
			if (command) {
				return command.run(rest);
			}

			const problem = misspeltCommand(name);
			if (problem !== undefined) {
				throw new SettingsError([problem]);
			}

			// Starting a thread takes as long as reading the settings, and neither needs the other.
			const firstThread = startWorkerThread(0, defaultThreads());
			const {parseCommandLine} = await import('../config/command-line.js');
			const commandLine = parseCommandLine(argv, misspeltCommand);
			const {main} = await import('./main.js');
			return commandLine.kind === 'run' ? main(commandLine.settings, firstThread) : 0;
		}
	}
};

/** Runs the arguments and ends the process: 0 done, 1 failed, 2 invalid usage. */
export const runCommandLine = async (argv: readonly string[]): Promise<never> => {
	try {
		return endProcess(await exitCodeOf(argv));
	} catch (error) {
		// The message may be of a remote instance.
		const lines = (error instanceof Error ? error.message : String(error)).split('\n').map(line => printable(line));
		process.stderr.write(`${lines.join('\n')}\n`);
		return endProcess(error instanceof SettingsError ? misuseExitCode : 1);
	}
};
