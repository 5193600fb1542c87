import path from 'node:path';
import {checkTogether} from './check-together.js';
import {findConfigFile} from './find-config-file.js';
import {readEnvironment, type Environment} from './environment.js';
import type {GivenSetting, GivenSettings} from './given-settings.js';
import {savedSettings} from './saved-settings.js';
import type {SavedState} from './saved-state.js';
import {
	parsedName,
	settingKeys,
	settingOf,
	type SettingKey,
	type Settings,
} from './settings.js';
import {SettingsError} from './settings-error.js';
import {stateKeyOf, type StateKey} from './state-key.js';

export type SettingSources = {
	/** What the command line gives, see `parseCommandLine`. */
	readonly commandLine?: GivenSettings;
	readonly environment?: Environment;
	/** Where relative file names start. */
	readonly cwd: string;
	/**
	Whether a config file there is used without being asked for, see `findConfigFile`.

	@default false
	*/
	readonly findsConfig?: boolean;
	/** Called only when `save` is on, with whose state it is to be. */
	readonly loadSavedState?: (key: StateKey) => Promise<SavedState | undefined> | SavedState | undefined;
	/** Called with why a saved value is not applied. */
	readonly onLeftOut?: (message: string) => void;
};

const noneGiven: GivenSettings = new Map();

const readFile = async (file: string, cwd: string): Promise<GivenSettings> => {
	// A start without a config file need not load the parser.
	const [{readConfigFile}, {parseConfig}] = await Promise.all([import('./read-config-file.js'), import('./parse-config.js')]);
	return parseConfig(await readConfigFile(file, cwd), file);
};

export const defaultOf = (key: SettingKey): GivenSetting => {
	const {schema, default: value} = settingOf(key);
	return {value: value === undefined ? undefined : schema.read(value).value, from: 'default'};
};

const merge = (sources: readonly GivenSettings[]): ReadonlyMap<SettingKey, GivenSetting> =>
	new Map(settingKeys.map(key => [key, sources.find(source => source.has(key))?.get(key) ?? defaultOf(key)]));

/**
Checked values under the names by which the program knows them.

@param given - All settings.
@param cwd - Where relative file names start.
*/
export const settingsOf = (given: GivenSettings, cwd: string): Settings => {
	const settings = Object.fromEntries(Array.from(given, ([key, {value}]) => [parsedName(key), value])) as Settings;
	const {accessLog} = settings;
	return accessLog === undefined || accessLog === 'off' ? settings : {...settings, accessLog: path.resolve(cwd, accessLog)};
};

/** That which clients connect to, as a state is known by. */
const requestedPort = (given: GivenSettings): number => {
	const port = given.get('port')!.value as Settings['port'];
	return port === 'off' ? given.get('tlsPort')!.value as number : port;
};

/**
The settings in effect, each with its source: the command line goes before the environment, that before the config file, that
before the saved state, that before the defaults. A list of backends counts as a whole. A demo remembers nothing.

@throws {SettingsError}
*/
export const resolveSettings = async ({commandLine = noneGiven, environment = {}, cwd, findsConfig = false, loadSavedState, onLeftOut = () => {}}: SettingSources): Promise<GivenSettings> => {
	const given = [commandLine, readEnvironment(environment)];
	const named = merge(given).get('config')?.value as string | undefined;
	const file = named ?? (findsConfig ? findConfigFile(cwd) : undefined);
	if (file !== undefined) {
		given.push(new Map([['config', {value: file, from: 'working directory'}]]), await readFile(file, cwd));
	}

	const isDemo = merge(given).get('demo')?.value === true;
	if (isDemo) {
		given.unshift(new Map([['save', {value: false, from: '--demo'}]]));
	}

	const known = merge(given);
	if (known.get('save')?.value === true) {
		const state = await loadSavedState?.(await stateKeyOf(file, requestedPort(known), cwd));
		given.push(savedSettings(state, saved => checkTogether(merge([...given, saved])), onLeftOut));
	}

	const merged = merge(given);
	const problems = checkTogether(merged);
	if (problems.length > 0) {
		throw new SettingsError(problems);
	}

	return merged;
};
