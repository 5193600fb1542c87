import {readEnvironment, type Environment} from '../../../config/environment.js';
import {checkGiven} from '../../../config/given-settings.js';
import {settingsOf, defaultOf} from '../../../config/load-settings.js';
import {environmentName, flagName, flagSpellings} from '../../../config/names.js';
import {settingKeys, type Settings} from '../../../config/settings.js';
import {screenFlags, type ScreenFlagName} from './steering-commands.js';

/** Options of an attached screen. */
export type ScreenSettings = Pick<Settings, 'theme' | 'ascii' | 'readOnly' | 'keys' | 'alarm' | 'screenReader'>;

/** The screen's flags; lists for repeatable ones. */
export type GivenScreenFlags = ReadonlyMap<ScreenFlagName, string | boolean | readonly string[]>;

/**
The settings of the screen alone: flags go before the environment, that before the defaults.

@throws {SettingsError}
*/
export const readScreenSettings = (flags: GivenScreenFlags, environment: Environment): ScreenSettings => {
	const keys = screenFlags.map(flag => flagSpellings.get(`--${flag}`)!);
	const variables = keys.map(key => environmentName(key));
	const given = [
		checkGiven(Array.from(flags, ([flag, value]) => [flagSpellings.get(`--${flag}`)!, value] as const), flagName),
		readEnvironment(Object.fromEntries(variables.map(name => [name, environment[name]]))),
	];
	const {theme, ascii, readOnly, keys: bindings, alarm, screenReader} = settingsOf(new Map(settingKeys.map(key => [key, given.find(source => source.has(key))?.get(key) ?? defaultOf(key)])), '/');
	return {
		theme, ascii, readOnly, keys: bindings, alarm, screenReader,
	};
};
