import {modeKind, type Mode} from '../../state/mode.js';
import type {LiveSetting} from '../../../model/live-setting.js';
import type {TextField} from '../../state/text-field.js';

/** The settings screen. */
export type SettingsMode = Mode & {
	readonly kind: 'settings';
	readonly settings: readonly LiveSetting[];
	readonly selected: number;
};

/** The form of a setting. */
export type SettingMode = Mode & {
	readonly kind: 'setting';
	readonly settings: readonly LiveSetting[];
	readonly selected: number;
	readonly field: TextField;
	/** Whether the change is pending. */
	readonly isPending: boolean;
	/** Why the last attempt failed. */
	readonly problem?: string;
};

export const settingsMode = modeKind<SettingsMode>('settings');
export const settingMode = modeKind<SettingMode>('setting');
