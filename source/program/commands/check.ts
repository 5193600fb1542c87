import process from 'node:process';
import {stringify} from 'yaml';
import {parseCommandLine} from '../../config/command-line.js';
import type {GivenSetting} from '../../config/given-settings.js';
import {resolveSettings, settingsOf} from '../../config/load-settings.js';
import {migrateRequestsAdvice} from '../../config/migrate-requests.js';
import {openFileLimit, openFilesProblem} from '../../config/open-files.js';
import {packageVersion} from '../package-version.js';
import {openCertificates} from '../open-certificates.js';
import {readBackendTls} from '../../config/read-backend-tls.js';
import {openSavedState} from '../../config/saved-state.js';
import {screenCommands} from '../screen-commands.js';
import {settingKeys, settingOf, writtenValue, type SettingKey} from '../../config/settings.js';
import {warningWords} from '../../model/warning.js';

/** Column of a value's source, if the value leaves room. */
const sourceColumn = 40;

const lineOf = (key: SettingKey, {value, from}: GivenSetting): string => {
	const {isSecret, isNotInFile} = settingOf(key);
	const isShown = value !== undefined && !isSecret && !isNotInFile;
	const [first = '', ...rest] = isShown
		? stringify({[key]: writtenValue(key, value)}, {lineWidth: 0}).trimEnd().split('\n')
		: [`# ${key}: ${value === undefined ? 'not set' : (isSecret ? 'set, not shown' : JSON.stringify(value))}`];
	return [`${first.padEnd(sourceColumn)} # ${from}`, ...rest].join('\n');
};

const warn = (message: string): void => {
	process.stderr.write(`${message}\n`);
};

/**
Checks everything that a start with the same arguments would, and prints what would hold: a config file that says where each
value comes from.

@throws {SettingsError}
*/
export const check = async (argv: readonly string[], misspeltCommand: (word: string) => string | undefined): Promise<number> => {
	const commandLine = parseCommandLine(argv, misspeltCommand);
	if (commandLine.kind !== 'run') {
		return 0;
	}

	const cwd = process.cwd();
	const given = await resolveSettings({
		commandLine: commandLine.settings,
		environment: process.env,
		cwd,
		findsConfig: true,
		loadSavedState(key) {
			const {load, warning} = openSavedState({key, isLook: true});
			if (warning !== undefined) {
				warn(warning);
			}

			return load();
		},
		onLeftOut: warn,
	});
	const settings = settingsOf(given, cwd);
	await Promise.all([readBackendTls(settings), openCertificates({...settings, acme: [], tlsSelfSigned: []}, packageVersion()), screenCommands(settings, given.get('keys')?.from)]);
	process.stdout.write(`${settingKeys.map(key => lineOf(key, given.get(key)!)).join('\n')}\n`);
	const fewOpenFiles = openFilesProblem(openFileLimit(), settings);
	for (const problem of [fewOpenFiles && warningWords(fewOpenFiles), migrateRequestsAdvice(settings.threads)]) {
		if (problem !== undefined) {
			warn(problem);
		}
	}

	return 0;
};
