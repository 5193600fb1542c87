import {flagName} from './names.js';
import type {OptionText} from './option-help.js';
import {settingKeys, settingOf, type SettingKey} from './settings.js';

export const synopsis = (key: SettingKey): string => {
	const {placeholder, shortFlag, bareValue} = settingOf(key);
	const short = shortFlag === undefined ? ' '.repeat(4) : `-${shortFlag}, `;
	const value = bareValue === undefined ? ` ${placeholder}` : `[=${placeholder}]`;
	return `${short}${flagName(key)}${placeholder === undefined ? '' : value}`;
};

/** The default in words; undefined if it is obvious. */
export const defaultText = (key: SettingKey): string | undefined => {
	const {defaultNote, default: value} = settingOf(key);
	return defaultNote ?? (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
};

/** All settings that have a flag, in the order of the help. The same on every machine. */
export const optionTexts = (): readonly OptionText[] => settingKeys
	.filter(key => !settingOf(key).isPositional)
	.map(key => {
		const {group, help} = settingOf(key);
		const value = defaultText(key);
		return {group, synopsis: synopsis(key), text: `${help}${value === undefined ? '' : ` (${value})`}`};
	});
