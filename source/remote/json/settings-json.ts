import * as z from 'zod';
import type {LiveSetting, SettingValue} from '../../model/live-setting.js';
import {defined, optional} from '../decode.js';

const settingJson = z.object({
	name: z.string(),
	value: z.json().transform(value => value as SettingValue),
	source: z.string(),
	group: z.string(),
	help: z.string(),
	allowed: z.string(),
	choices: optional(z.array(z.string())),
	live: z.boolean(),
}).transform(({live: isLive, choices, ...setting}): LiveSetting => ({...setting, isLive, ...defined({choices})}));

/** What `GET /settings` answers. */
export const settingsJson = z.object({settings: z.array(settingJson)}).transform(({settings}): readonly LiveSetting[] => settings);
