import path from 'node:path';
import {checkTogether} from './check-together.js';
import {readEnvironment, type Environment} from './environment.js';
import type {GivenSetting, GivenSettings} from './given-settings.js';
import type {SavedState} from './saved-state.js';
import {
	parsedName,
	settingKeys,
	settingOf,
	type SettingKey,
	type Settings,
} from './settings.js';
import {SettingsError} from './settings-error.js';

export type SettingSources = {
	/** What the command line gives, see `parseCommandLine`. */
	readonly commandLine?: GivenSettings;
	readonly environment?: Environment;
	/** Where relative file names start. */
	readonly cwd: string;
	/** Called only when `save` is on. */
	readonly loadSavedState?: () => Promise<SavedState | undefined> | SavedState | undefined;
};

const noneGiven: GivenSettings = new Map();

const readFile = async (file: string, cwd: string): Promise<GivenSettings> => {
	// A start without a config file need not wait for the parser.
	const [{readConfigFile}, {parseConfig}] = await Promise.all([import('./read-config-file.js'), import('./parse-config.js')]);
	return parseConfig(await readConfigFile(file, cwd), file);
};

const savedSettings = (state: SavedState | undefined): GivenSettings => {
	const values: Readonly<Record<string, unknown>> = {...state?.settings, backends: state?.backends};
	return new Map(settingKeys
		.map(key => [key, {value: values[key], from: 'saved state'}] as const)
		.filter(([, {value}]) => value !== undefined));
};

const defaultOf = (key: SettingKey): GivenSetting => {
	const {schema, default: value} = settingOf(key);
	return {value: value === undefined ? undefined : schema.parse(value), from: 'default'};
};

const merge = (sources: readonly GivenSettings[]): ReadonlyMap<SettingKey, GivenSetting> =>
	new Map(settingKeys.map(key => [key, sources.find(source => source.has(key))?.get(key) ?? defaultOf(key)]));

const toSettings = (merged: GivenSettings): Settings =>
	Object.fromEntries([...merged].map(([key, {value}]) => [parsedName(key), value])) as Settings;

/**
The settings in effect: the command line goes before the environment, that before the config file, that before the saved
state, that before the defaults. A list of backends counts as a whole. A demo remembers nothing.

@throws {SettingsError}
*/
export const loadSettings = async ({commandLine = noneGiven, environment = {}, cwd, loadSavedState}: SettingSources): Promise<Settings> => {
	const given = [commandLine, readEnvironment(environment)];
	const file = merge(given).get('config')?.value as string | undefined;
	if (file !== undefined) {
		given.push(await readFile(file, cwd));
	}

	const isDemo = merge(given).get('demo')?.value === true;
	if (isDemo) {
		given.unshift(new Map([['save', {value: false, from: 'demo'}]]));
	}

	if (merge(given).get('save')?.value === true) {
		given.push(savedSettings(await loadSavedState?.()));
	}

	const merged = merge(given);
	const problems = checkTogether(merged);
	if (problems.length > 0) {
		throw new SettingsError(problems);
	}

	const settings = toSettings(merged);
	const {accessLog} = settings;
	return accessLog === undefined || accessLog === 'off' ? settings : {...settings, accessLog: path.resolve(cwd, accessLog)};
};
