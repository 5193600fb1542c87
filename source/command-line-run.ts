import process from 'node:process';
import {commandNamed, misspeltCommand, usageOf} from './commands/commands.js';
import {questionIn} from './config/question.js';
import {SettingsError} from './config/settings-error.js';
import {packageVersion} from './package-version.js';

const misuseExitCode = 2;

const isHelp = (argument: string): boolean => argument === '--help' || argument === '-h';

const exitCodeOf = async (argv: readonly string[]): Promise<number> => {
	const [name = '', ...rest] = argv;
	const command = commandNamed(name);
	if (command) {
		if (rest.some(argument => isHelp(argument))) {
			const details = await command.details?.();
			process.stdout.write(`${command.help}\n\nUsage\n  $ ${usageOf(command)}\n${details === undefined ? '' : `\n${details}\n`}`);
			return 0;
		}

		return command.run(rest);
	}

	switch (questionIn(argv)) {
		case 'help': {
			const {helpText} = await import('./help-text.js');
			process.stdout.write(await helpText());
			return 0;
		}

		case 'version': {
			process.stdout.write(`${packageVersion()}\n`);
			return 0;
		}

		case undefined: {
			const problem = misspeltCommand(name);
			if (problem !== undefined) {
				throw new SettingsError([problem]);
			}

			const {parseCommandLine} = await import('./config/command-line.js');
			const commandLine = parseCommandLine(argv);
			const {main} = await import('./main.js');
			return commandLine.kind === 'run' ? main(commandLine.settings) : 0;
		}
	}
};

/** Does what the arguments ask for and ends the process: 0 done, 1 could not be done, 2 asked for wrongly. */
export const runCommandLine = async (argv: readonly string[]): Promise<never> => {
	try {
		process.exit(await exitCodeOf(argv));
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(error instanceof SettingsError ? misuseExitCode : 1);
	}
};
