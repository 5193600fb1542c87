import type {SettingValue} from '../../../model/live-setting.js';

/** A setting's value as text. */
export const settingText = (value: SettingValue): string => {
	if (value === null) {
		return 'unset';
	}

	if (Array.isArray(value) && value.length === 0) {
		return 'none';
	}

	return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** The initial text of its form: empty without a value. */
export const typedSetting = (value: SettingValue): string =>
	value === null || (Array.isArray(value) && value.length === 0) ? '' : settingText(value);

/** A setting's name as options spell it, such as `rate-limit`. */
export const optionName = (name: string): string => name.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`);
