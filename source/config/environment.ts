import {suggestion} from '../model/nearest.js';
import {checkGiven, type GivenSettings} from './given-settings.js';
import {environmentName, environmentPrefix} from './names.js';
import {settingKeys, settingOf, type SettingKey} from './settings.js';
import {showValue} from './show-value.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const keyOf = new Map(settingKeys.map(key => [environmentName(key), key]));

const read = (key: SettingKey, text: string): unknown => {
	const {environmentSeparator} = settingOf(key);
	return environmentSeparator === undefined ? text : text.split(environmentSeparator).filter(Boolean);
};

/**
Reads the variables that begin with `PROXY_TUI_`. An empty one counts as not set, as shells and container files cannot always
leave one out.

@throws {SettingsError} Unknown variables, and values that are not allowed.
*/
export const readEnvironment = (environment: Environment): GivenSettings => {
	const entries: Array<readonly [SettingKey, unknown]> = [];
	const problems: string[] = [];

	for (const [name, text] of Object.entries(environment)) {
		if (text === undefined || text === '' || !name.startsWith(environmentPrefix)) {
			continue;
		}

		const key = keyOf.get(name);
		if (key === undefined) {
			problems.push(`Unknown setting ${showValue(name).slice(1, -1)}${suggestion(name, keyOf.keys())}`);
		} else {
			entries.push([key, read(key, text)]);
		}
	}

	return checkGiven(entries, environmentName, problems);
};
