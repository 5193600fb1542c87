import type {LiveSetting} from '../../model/live-setting.js';
import type {TextField} from './text-field.js';

/** The settings are listed. */
export type SettingsMode = {
	readonly kind: 'settings';
	readonly settings: readonly LiveSetting[];
	/** Index of the selected one. */
	readonly selected: number;
};

/** One of them is being changed. */
export type SettingMode = {
	readonly kind: 'setting';
	readonly settings: readonly LiveSetting[];
	readonly selected: number;
	readonly field: TextField;
	/** Whether the change was given and its answer is awaited. */
	readonly isPending: boolean;
	/** Why the last attempt failed. */
	readonly problem?: string;
};
