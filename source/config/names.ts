import {
	isSwitch,
	settingKeys,
	settingOf,
	type SettingKey,
} from './settings.js';

const split = (key: string, separator: string): string => key.replaceAll(/[A-Z]/gv, letter => `${separator}${letter}`);

/** `healthInterval` as a flag: `--health-interval`. A switch that is on by default is named for turning it off: `--no-save`. */
export const flagName = (key: SettingKey): string => {
	const name = split(key, '-').toLowerCase();
	return isSwitch(key) && settingOf(key).default === true ? `--no-${name}` : `--${name}`;
};

export const environmentPrefix = 'PROXY_TUI_';

/** `healthInterval` as an environment variable: `PROXY_TUI_HEALTH_INTERVAL`. */
export const environmentName = (key: SettingKey): string => `${environmentPrefix}${split(key, '_').toUpperCase()}`;

/** Every way a flag may be spelt, with the setting it belongs to: long, short, and both directions of a switch. */
export const flagSpellings: ReadonlyMap<string, SettingKey> = new Map(settingKeys
	.filter(key => !settingOf(key).isPositional)
	.flatMap(key => {
		const name = split(key, '-').toLowerCase();
		const {shortFlag} = settingOf(key);
		return [
			`--${name}`,
			...(isSwitch(key) ? [`--no-${name}`] : []),
			...(shortFlag === undefined ? [] : [`-${shortFlag}`]),
		].map(spelling => [spelling, key] as const);
	}));
