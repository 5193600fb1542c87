import type {SettingValue} from '../model/live-setting.js';
import type {Parsed} from './schema.js';
import type {Setting} from './setting.js';
import {settingTable} from './setting-table.js';

type Table = typeof settingTable;

/** Name of a setting as files spell it. */
export type SettingKey = keyof Table;

type ParsedName<Key extends SettingKey> = Table[Key] extends {readonly unit: 'ms'} ? `${Key}Ms` : Key;

type ValueOf<Key extends SettingKey> = Parsed<Table[Key]['schema']> | (undefined extends Table[Key]['default'] ? undefined : never);

/** Every setting, checked. Times are whole milliseconds and say so in their names: `healthInterval` becomes `healthIntervalMs`. */
export type Settings = {readonly [Key in SettingKey as ParsedName<Key>]: ValueOf<Key>};

type LiveKey = {[Key in SettingKey]: Table[Key] extends {readonly needsRestart: true} ? never : Key}[SettingKey];

/** Settings that were changed while the program ran: parsed, under their names in files. */
export type ChangedSettings = {readonly [Key in LiveKey]?: ValueOf<Key>};

type SettingsFor<Part> = {readonly [Key in SettingKey as Table[Key] extends {readonly tunes: Part} ? ParsedName<Key> : never]: ValueOf<Key>};

export const settingKeys = Object.keys(settingTable) as readonly SettingKey[];

/** A setting's entry, without the literal types. */
export const settingOf = (key: SettingKey): Setting => settingTable[key];

export const isSettingKey = (name: string): name is SettingKey => Object.hasOwn(settingTable, name);

/** Whether it can be changed while the program runs. */
export const isLive = (key: SettingKey): boolean => settingOf(key).needsRestart === undefined;

/** Whether a change while the program runs is not remembered. */
export const isForOneRun = (key: SettingKey): boolean => settingOf(key).isForOneRun ?? false;

/** A parsed value as a file would hold it; null for one that is unset. */
export const writtenValue = (key: SettingKey, value: unknown): SettingValue =>
	value === undefined ? null : settingOf(key).write?.(value) ?? value as SettingValue;

export const parsedName = (key: SettingKey): keyof Settings => (settingOf(key).unit === 'ms' ? `${key}Ms` : key) as keyof Settings;

/** The settings that a part of the tuning takes unchanged. */
export const settingsFor = <Part extends NonNullable<Setting['tunes']>>(part: Part, settings: Settings): SettingsFor<Part> =>
	Object.fromEntries(settingKeys
		.filter(key => settingOf(key).tunes === part)
		.map(key => [parsedName(key), settings[parsedName(key)]]));

/** Whether its flag may be given several times. */
export const isRepeatable = (key: SettingKey): boolean => settingOf(key).environmentSeparator !== undefined;

/** Whether the setting is turned on or off, and its flag takes no value. */
export const isSwitch = (key: SettingKey): boolean => settingOf(key).placeholder === undefined;
