import type {SettingValue} from '../../model/live-setting.js';

/** A setting's value as a person would write it. */
export const settingText = (value: SettingValue): string => {
	if (value === null) {
		return 'unset';
	}

	return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
