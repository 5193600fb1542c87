import process from 'node:process';
import {endProcess} from '../../end-process.js';
import {userAgent} from '../../username.js';
import {parseSteeringArguments} from './arguments.js';
import type {SteeringCommandName} from './steering-commands.js';
import {readGivenToken} from './token.js';

/**
Carries out a steering command and prints what came of it.

@returns The exit code.
@throws {SettingsError} When it is asked for wrongly.
@throws {ControlError} When it was refused, or the instance cannot be reached.
*/
export const runSteering = async (name: SteeringCommandName, argv: readonly string[]): Promise<number> => {
	const {token: givenToken, ...given} = parseSteeringArguments(name, argv, process.env);
	const connection = {...given, token: await readGivenToken(givenToken), userAgent: userAgent()};
	if (name === 'attach') {
		const [{attach}, {readScreenSettings}] = await Promise.all([import('../../attach.js'), import('./screen-settings.js')]);
		return attach({...connection, ...readScreenSettings(given.screen, process.env)});
	}

	// A reader such as `head` has enough.
	process.stdout.once('error', error => {
		endProcess((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 1);
	});
	if (given.isLasting) {
		const {runLasting} = await import('./lasting.js');
		return runLasting(name, connection);
	}

	const {steer} = await import('./steer.js');
	const {text, exitCode} = await steer(name, connection);
	process.stdout.write(text === '' ? '' : `${text}\n`);
	return exitCode;
};
