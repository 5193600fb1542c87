import process from 'node:process';
import {parseCommandLine} from './config/command-line.js';
import {SettingsError} from './config/settings-error.js';
import {packageVersion} from './package-version.js';

const misuseExitCode = 2;

const exitCodeOf = async (argv: readonly string[]): Promise<number> => {
	const commandLine = parseCommandLine(argv);
	switch (commandLine.kind) {
		case 'help': {
			const {helpText} = await import('./help-text.js');
			process.stdout.write(helpText());
			return 0;
		}

		case 'version': {
			process.stdout.write(`${packageVersion()}\n`);
			return 0;
		}

		case 'run': {
			const {main} = await import('./main.js');
			return main(commandLine.settings);
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
