import type {SettingValue} from '../../model/live-setting.js';

/** A setting's value as a person would write it. */
export const settingText = (value: SettingValue): string => {
	if (value === null) {
		return 'unset';
	}

	if (Array.isArray(value) && value.length === 0) {
		return 'none';
	}

	return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** The same as a person would begin to type over it: nothing where there is nothing. */
export const typedSetting = (value: SettingValue): string =>
	value === null || (Array.isArray(value) && value.length === 0) ? '' : settingText(value);
