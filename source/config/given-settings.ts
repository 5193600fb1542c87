import {checkValue, type ValuePath} from './check-value.js';
import type {SettingKey} from './settings.js';
import {SettingsError} from './settings-error.js';

export type GivenSetting = {
	/** Checked and parsed. */
	readonly value: unknown;
	/** Where it was given, such as `--port` or `proxy-tui.yaml:3:7: port`. */
	readonly from: string;
};

/** What one source sets. */
export type GivenSettings = ReadonlyMap<SettingKey, GivenSetting>;

/**
Checks all that one source gives.

@param entries - Values as they were given, of any type.
@param nameOf - Where a value, or a part of it, was given.
@param problems - What is already known to be wrong with the source.
@throws {SettingsError} Everything that is wrong, one line each.
*/
export const checkGiven = (
	entries: Iterable<readonly [key: SettingKey, value: unknown]>,
	nameOf: (key: SettingKey, path: ValuePath) => string,
	problems: readonly string[] = [],
): GivenSettings => {
	const given = new Map<SettingKey, GivenSetting>();
	const found = [...problems];

	for (const [key, raw] of entries) {
		const {value, problems: wrong} = checkValue(key, raw);
		if (wrong === undefined) {
			given.set(key, {value, from: nameOf(key, [])});
		} else {
			found.push(...wrong.map(({path, text}) => `${nameOf(key, path)}: ${text}${/[.?]$/v.test(text) ? '' : '.'}`));
		}
	}

	if (found.length > 0) {
		throw new SettingsError(found);
	}

	return given;
};
