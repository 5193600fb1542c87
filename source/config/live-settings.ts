import path from 'node:path';
import {ControlError} from '../model/control-error.js';
import type {LiveSetting, SettingValue} from '../model/live-setting.js';
import {nearest} from '../model/nearest.js';
import {checkTogether} from './check-together.js';
import {checkValue} from './check-value.js';
import type {GivenSetting, GivenSettings} from './given-settings.js';
import {defaultOf, settingsOf} from './load-settings.js';
import {flagName} from './names.js';
import {
	isForOneRun,
	isLive,
	isSettingKey,
	settingKeys,
	settingOf,
	writtenValue,
	type ChangedSettings,
	type SettingKey,
	type Settings,
} from './settings.js';
import {showValue} from './show-value.js';

/** Changed settings by name, with values as in a config file; null for the default. */
export type SettingChanges = Readonly<Record<string, SettingValue>>;

/** The source of values changed at run time. */
const changedSource = 'changed';

/** Backends are changed in the pool, not as a setting. */
const listedKeys: readonly SettingKey[] = settingKeys.filter(key => key !== 'backends');
const liveKeys = listedKeys.filter(key => isLive(key));

const describe = (key: SettingKey, {value, from}: GivenSetting): LiveSetting => {
	const {group, help, helpInFile = help, allowed, choices, isSecret} = settingOf(key);
	return {
		name: key,
		value: isSecret ? null : writtenValue(key, value),
		source: from,
		group,
		help: helpInFile,
		allowed,
		...(choices !== undefined && {choices}),
		isLive: isLive(key),
	};
};

/** Names the nearest, also one that only a restart can change: it is what was meant. */
const unknownSetting = (name: string): string => {
	const meant = nearest(name, listedKeys) as SettingKey | undefined;
	return meant === undefined
		? `Unknown setting ${showValue(name)}; proxy-tui help lists all.`
		: `Unknown setting ${showValue(name)}; did you mean ${meant}${isLive(meant) ? '' : ', which needs a restart to change'}?`;
};

const read = (name: string, value: SettingValue): GivenSetting | readonly string[] => {
	if (!isSettingKey(name) || !listedKeys.includes(name)) {
		return [unknownSetting(name)];
	}

	if (!isLive(name)) {
		return [`${name} needs a restart to change; start proxy-tui with another value.`];
	}

	if (value === null) {
		return defaultOf(name);
	}

	const {value: parsed, problems} = checkValue(name, value);
	return problems?.map(({path: within, text}) => `${[name, ...within].join('.')}: ${text}${/[.?]$/v.test(text) ? '' : '.'}`) ?? {value: parsed, from: changedSource};
};

/** The current settings, each with its source. */
export class LiveSettings {
	readonly #cwd: string;
	readonly #started: GivenSettings;
	#given: GivenSettings;

	/**
	@param given - All settings, see `resolveSettings`.
	@param cwd - Where relative file names start.
	*/
	constructor(given: GivenSettings, cwd: string) {
		this.#started = given;
		this.#given = given;
		this.#cwd = cwd;
	}

	get current(): Settings {
		return settingsOf(this.#given, this.#cwd);
	}

	/** In the order of the help. */
	list(): readonly LiveSetting[] {
		return listedKeys.map(key => describe(key, this.#given.get(key)!));
	}

	/** Values changed at run time, now or in an earlier run, to be saved. */
	changed(): ChangedSettings {
		return Object.fromEntries(liveKeys
			.map(key => [key, this.#given.get(key)!] as const)
			.filter(([key, {from}]) => !isForOneRun(key) && (from === changedSource || from === 'saved'))
			.map(([key, {value}]) => [key, value]));
	}

	/**
	Validates changes; they are applied by {@link take}.

	@throws {ControlError} `invalid_setting`: all problems, one per line.
	*/
	read(changes: SettingChanges): GivenSettings {
		const results = Object.entries(changes).map(([name, value]) => [name as SettingKey, read(name, value)] as const);
		const given = new Map(results.filter((result): result is [SettingKey, GivenSetting] => 'from' in result[1]));
		const problems = results.flatMap(([, result]) => 'from' in result ? [] : result);
		const all = [...problems, ...(problems.length === 0 ? checkTogether(this.#with(given)) : [])];
		if (all.length > 0) {
			throw new ControlError('invalid_setting', all.join('\n'));
		}

		return given;
	}

	/**
	Refuses changes that name a file, unless it was named at the start or is in use: it would be opened with this user's rights and
	filled with what clients choose.

	@throws {ControlError} `file_not_allowed`
	*/
	checkFiles(changes: SettingChanges): void {
		for (const [name, value] of Object.entries(changes)) {
			if (!isSettingKey(name) || !settingOf(name).namesFile || typeof value !== 'string' || value === 'off') {
				continue;
			}

			const files = [this.#started, this.#given].map(given => given.get(name)!.value)
				.filter(file => typeof file === 'string' && file !== 'off') as string[];
			if (files.some(file => this.#isSameFile(file, value))) {
				continue;
			}

			const allowed = isLive(name) ? `, which takes ${['off', 'null', ...new Set(files)].join(' or ')}` : '';
			throw new ControlError('file_not_allowed', `${name}: file names cannot be set over the admin API${allowed}. Set it at the start, with ${flagName(name)} or in its config file.`);
		}
	}

	/** The settings with some of them changed. */
	preview(changes: GivenSettings): Settings {
		return settingsOf(this.#with(changes), this.#cwd);
	}

	/**
	Applies changes.

	@returns Names of the settings whose values differ now.
	*/
	take(changes: GivenSettings): readonly string[] {
		const before = this.#given;
		this.#given = this.#with(changes);
		const written = (given: GivenSettings, key: SettingKey): string => JSON.stringify(writtenValue(key, given.get(key)!.value));
		return listedKeys.filter(key => written(before, key) !== written(this.#given, key));
	}

	#isSameFile(first: string, second: string): boolean {
		return path.resolve(this.#cwd, first) === path.resolve(this.#cwd, second);
	}

	/** Those of these settings that are saved. */
	remembered(names: readonly string[]): readonly string[] {
		return this.#given.get('save')?.value === true
			? liveKeys.filter(key => names.includes(key) && !isForOneRun(key) && this.#given.get(key)!.from === changedSource)
			: [];
	}

	#with(changes: GivenSettings): GivenSettings {
		return new Map(settingKeys.map(key => [key, changes.get(key) ?? this.#given.get(key)!]));
	}
}
