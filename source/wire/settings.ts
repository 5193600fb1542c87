import * as z from 'zod';
import type {LiveSetting, SettingValue} from '../model/live-setting.js';
import {flag, text} from './values.js';
import {leftOut, list, optional, resource, same} from './wire.js';

/** As a config file would hold it; null when it is unset, and for secrets. */
export const settingValue = same(z.unknown() as z.ZodType<SettingValue>, z.json() as z.ZodType<SettingValue>);

/** All settings. */
export const settingsWire = resource<{readonly settings: readonly LiveSetting[]}>({
	settings: list(resource<LiveSetting>({
		name: text,
		value: settingValue,
		source: text,
		group: text,
		help: text,
		allowed: text,
		choices: optional(list(text)),
		isLive: ['live', flag],
		fixedBecause: ['fixed_because', leftOut(text)],
	})),
});
